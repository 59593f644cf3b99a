// Package access says who may do what: roles, the permissions of each, and the rules of passwords.
package access

// Role is what a person is for a provider.
type Role string

// The roles. There is always exactly one primary administrator.
const (
	Primary  Role = "primary"
	Delegate Role = "delegate"
	Reseller Role = "reseller"
	Support  Role = "support"
	Kiosk    Role = "kiosk"
	// Subscriber is who has no role with the provider, but access to the portal of one of its federations.
	Subscriber Role = "subscriber"
)

// Member is a person's place with a provider.
type Member struct {
	Provider string
	Person   string
	Role     Role
	Reseller string // id of the reseller whose administrator or delegate the person is, "" for none
	Lead     bool   // an administrator of that reseller, rather than a delegate of one
}

// Audiences of items. An item has exactly one.
const (
	Public         = "public"         // everybody of the provider, its kiosks included
	Everyone       = "all"            // everybody who signs in as a person
	Administrators = "administrators" // primary and delegates
	Staff          = "staff"          // primary, delegates and support
	OnlyPrimary    = "primary"
)

// OnlyPerson is the audience of what concerns one person alone.
func OnlyPerson(person string) string { return "person:" + person }

// Audiences lists the audiences that the member belongs to; a pull is filtered by it.
func (m Member) Audiences() []string {
	if !m.Role.Known() {
		return nil
	}
	out := []string{OnlyPerson(m.Person), Public}
	switch m.Role {
	case Primary:
		out = append(out, Everyone, Staff, Administrators, OnlyPrimary)
	case Delegate:
		out = append(out, Everyone, Staff, Administrators)
	case Support:
		out = append(out, Everyone, Staff)
	case Reseller:
		out = append(out, Everyone)
	case Subscriber:
		// the provider's own affairs are none of theirs
	case Kiosk:
		// a kiosk stands where strangers look at it: it reads what is public, and what is addressed to it
	}
	return out
}

// MayEditSettings tells whether the role may change the provider's settings.
func (r Role) MayEditSettings() bool { return May(r, EditSettings) == All }

// MayReadSettings tells whether the role is offered the settings page.
func (r Role) MayReadSettings() bool { return May(r, ReadSettings) == All }

// MayReadHistory tells whether the role may see changes: all that it may read, or only its own without MayReadSettings.
func (r Role) MayReadHistory() bool { return May(r, ReadHistory).Some() }

// Known tells whether the role is one of ours.
func (r Role) Known() bool {
	switch r {
	case Primary, Delegate, Reseller, Support, Kiosk, Subscriber:
		return true
	}
	return false
}
