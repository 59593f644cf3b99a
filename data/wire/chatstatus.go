package wire

import "time"

// ChatStatus is the public answer of GET /p/{slug}/chat-status: whether the live chat is open in a language, and why.
type ChatStatus struct {
	Open   bool       `json:"open"`
	By     string     `json:"by"`     // what decides: "weekly", "special", "nothing" or "disabled"
	Reason string     `json:"reason"` // the same in words: the name of the schedule or event
	Until  *time.Time `json:"until"`  // when the chat closes or opens; null when not within 400 days
	Next   *ChatNext  `json:"next"`   // what comes then; null with Until
	Words  ChatWords  `json:"words"`
}

// ChatWords is a ChatStatus in sentences, as a page shows them.
type ChatWords struct {
	State  string `json:"state"`  // "Clavardage : ouvert"
	Detail string `json:"detail"` // the reason, and when it changes
}

// ChatNext is the next change of a ChatStatus.
type ChatNext struct {
	Open   bool      `json:"open"`
	By     string    `json:"by"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}
