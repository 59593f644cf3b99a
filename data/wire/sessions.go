package wire

import "time"

// SessionInfo is a session as its person and the administrators see it.
type SessionInfo struct {
	ID         string    `json:"id"`
	Person     string    `json:"person"`
	Name       string    `json:"name"` // of the person, or of the kiosk
	Role       string    `json:"role,omitempty"`
	DeviceName string    `json:"device_name"` // of the computer
	CreatedAt  time.Time `json:"created_at"`
	SeenAt     time.Time `json:"seen_at"` // to the hour
	Current    bool      `json:"current,omitempty"`
}

// Sessions lists sessions, those seen last first, at most MaxSessions.
type Sessions struct {
	Sessions []SessionInfo `json:"sessions"`
	More     bool          `json:"more,omitempty"` // there are others: ask for one person's
}

// MaxSessions is the most entries of a Sessions.
const MaxSessions = 500

// NewKiosk asks for a one-time code that enrols a kiosk.
type NewKiosk struct {
	Name       string `json:"name"`       // where it stands: "Comptoir, rez-de-chaussée"
	Federation string `json:"federation"` // whose directory it searches, "" for none
	Pin        string `json:"pin"`        // to leave the kiosk: MinPin to MaxPin digits
}

// Lengths of the PIN of a kiosk, in digits.
const (
	MinPin = 4
	MaxPin = 12
)

// KioskCode enrols one kiosk, once, before it expires.
type KioskCode struct {
	Code    string    `json:"code"`
	Expires time.Time `json:"expires"`
}

// EnrolKiosk exchanges a KioskCode for a session of the device.
type EnrolKiosk struct {
	Code       string `json:"code"`
	Device     string `json:"device"`
	DeviceName string `json:"device_name"`
}

// EnrolledKiosk is a kiosk with its session, which ends when an administrator ends it.
type EnrolledKiosk struct {
	Session
	Federation string `json:"federation,omitempty"`
	PinHash    string `json:"pin_hash"` // argon2id with its parameters; the kiosk checks the PIN by itself, off line too
}
