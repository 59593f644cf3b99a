package settings

import "pupitre/data/wire"

// The technical support that resellers see on their portal, and the public on its page.
const (
	EntitySupport = "support"
	FieldEmail    = "email" // stored form of ParseEmail, null for none
	FieldPhone    = "phone" // E.164, null for none
)

// Support is how the provider is reached for help.
type Support struct {
	Email string // "" for none
	Phone string // E.164, "" for none
}

// SupportFrom reads the stored fields.
func SupportFrom(fields map[string]wire.Value) Support {
	return Support{Email: String(fields[FieldEmail]), Phone: String(fields[FieldPhone])}
}

// Fields gives the stored form, by field.
func (s Support) Fields() map[string]wire.Value {
	return map[string]wire.Value{FieldEmail: OptionalText(s.Email), FieldPhone: OptionalText(s.Phone)}
}
