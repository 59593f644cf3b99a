package wire

import "time"

// PersonState tells whether somebody can sign in with a provider.
type PersonState string

// The states of a person with a provider.
const (
	PersonActive   PersonState = "active"
	PersonInvited  PersonState = "invited"  // the invitation was not accepted yet
	PersonDisabled PersonState = "disabled" // deactivated by an administrator
)

// Fields of a MemberEntity beside RoleField. The server writes them, never a push.
const (
	ResellerField = "reseller" // id of the reseller, "" for none
	LeadField     = "lead"     // true for an administrator of the reseller, false for a delegate of one
	StateField    = "state"    // PersonActive or PersonDisabled
)

// Colleague is a member as the others see them.
type Colleague struct {
	Person   string      `json:"person"`
	Name     string      `json:"name"`
	Email    string      `json:"email"`
	Code     string      `json:"code"`
	Role     string      `json:"role"`
	Reseller string      `json:"reseller,omitempty"` // id of the reseller they work for, or did before they became an administrator
	Lead     bool        `json:"lead,omitempty"`     // administrator of that reseller
	State    PersonState `json:"state,omitempty"`
	LastSeen time.Time   `json:"last_seen,omitzero"` // to the hour; zero when they never signed in, or have no session any more
}

// Members lists the people of a provider, the primary administrator first: those that the reader may know.
type Members struct {
	Members []Colleague `json:"members"`
	Next    string      `json:"next,omitempty"` // MembersQuery.After of the next page, "" when this is the last one
}

// MembersQuery asks for a page of people.
type MembersQuery struct {
	Search string // in name, e-mail and code, whatever the case and the accents; at most MaxSearch bytes
	After  string // Members.Next of the page before
	Limit  int    // at most MaxMembers, 0 for that
}

// Limits of MembersQuery.
const (
	MaxMembers = 500 // people of a page
	MaxSearch  = 200 // bytes
)

// InvitePerson asks to make somebody a member: of the support staff, or of a reseller.
type InvitePerson struct {
	Email    string `json:"email"`
	Name     string `json:"name"` // may be empty: whoever accepts the invitation gives it
	Role     string `json:"role"` // support or reseller
	Reseller string `json:"reseller,omitempty"`
	Lead     bool   `json:"lead,omitempty"`
}

// Invited is somebody who was made a member.
type Invited struct {
	Person  string    `json:"person"`
	Mailed  bool      `json:"mailed"`           // a letter with the code is on its way
	Secret  string    `json:"secret,omitempty"` // of the invitation, when no letter can tell it
	Expires time.Time `json:"expires,omitzero"` // zero when the person has a password already
}

// EditPerson changes what is not nil of somebody who is no administrator.
type EditPerson struct {
	Name     *string `json:"name,omitempty"`
	Role     *string `json:"role,omitempty"`
	Reseller *string `json:"reseller,omitempty"`
	Lead     *bool   `json:"lead,omitempty"`
}

// ChangeAdministrator gives or takes an administrator's role. The primary administrator alone may ask, with the password.
type ChangeAdministrator struct {
	Person   string `json:"person"`
	Role     string `json:"role"`               // primary transfers; delegate adds; "" removes a delegate
	Password string `json:"password,omitempty"` // of who asks …
	Confirm  string `json:"confirm,omitempty"`  // … or what Confirmed gave, in the last five minutes
}

// ChangeName gives one's own name.
type ChangeName struct {
	Name string `json:"name"`
}

// ChangeEmail moves one's own sign-in name to another address.
type ChangeEmail struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

// ChangePassword replaces one's own password, and ends one's other sessions.
type ChangePassword struct {
	Old string `json:"old"`
	New string `json:"new"`
}
