package loginpage

import (
	"slices"
	"strings"

	"pupitre/data/fault"
)

// Panel is what the page asks for.
type Panel int

// The panels.
const (
	SignIn Panel = iota // e-mail and password
	Invite              // invite code, name and a first password
	Forgot              // the address to send a code to
	Reset               // the code of the letter and a new password
	Factor              // a code of the second factor
	Enrol               // a first code of a second factor that the provider asks for
	Keep                // the recovery codes, once
)

// FieldID names a field for good: focus and text find it by this id in every language.
type FieldID string

// The fields of the panels, in reading order.
const (
	Code        FieldID = "code"
	Name        FieldID = "name"
	Email       FieldID = "email"
	Password    FieldID = "password"
	ResetCode   FieldID = "reset_code"
	NewPassword FieldID = "new_password"
	Confirm     FieldID = "confirm"
	FactorCode  FieldID = "factor_code"
	Server      FieldID = "server"
)

// fieldsOf lists the fields of each panel in reading order, which is also the order of the first fault.
var fieldsOf = map[Panel][]FieldID{
	SignIn: {Email, Password, Server},
	Invite: {Code, Name, NewPassword, Confirm},
	Forgot: {Email, Server},
	Reset:  {ResetCode, NewPassword, Confirm},
	Factor: {FactorCode},
	Enrol:  {FactorCode},
}

// Request is what a submitted panel asks the program to do.
type Request struct {
	Panel    Panel
	Server   string // with its scheme
	Email    string
	Password string
	Code     string // of the invitation, of the letter, or of the second factor
	Name     string
}

// request is what the panel shown asks for.
func (m *Model) request() Request {
	r := Request{Panel: m.panel, Server: withScheme(m.texts[Server]), Email: strings.TrimSpace(m.texts[Email])}
	switch m.panel {
	case Invite:
		return Request{
			Panel: Invite, Code: strings.TrimSpace(m.texts[Code]), Name: strings.TrimSpace(m.texts[Name]),
			Password: m.texts[NewPassword],
		}
	case Reset:
		r.Code, r.Password = strings.TrimSpace(m.texts[ResetCode]), m.texts[NewPassword]
	case SignIn:
		r.Password = m.texts[Password]
	case Factor, Enrol:
		r.Password, r.Code = m.texts[Password], strings.TrimSpace(m.texts[FactorCode])
	case Forgot, Keep:
	}
	return r
}

// places says which field an answer is about, by its catalogue id. The others are about none: a server out of reach, too
// many tries.
var places = map[string]FieldID{
	"server.bad_credentials":     Password,
	"server.person_name":         Name,
	"server.invite_unknown":      Code,
	"server.invite_used":         Code,
	"server.invite_expired":      Code,
	"server.invite_has_password": Code,
	"mail.bad_address":           Email,
	"reset.bad_code":             ResetCode,
	"totp.wrong_code":            FactorCode,
	"remote.bad_invite":          Code,
	"remote.bad_pin":             Code,
	"remote.plain_http":          Server,
	"remote.bad_address":         Server,
	"remote.not_pupitre":         Server,
	"remote.untrusted":           Server,
}

// place finds the field of the panel that an answer is about.
func (m *Model) place(err error) FieldID {
	key, _ := fault.KeyOf(err)
	id := places[key]
	switch {
	case slices.Contains(m.Fields(), NewPassword) && strings.HasPrefix(key, "password."):
		return NewPassword
	case m.panel == Invite && id == Server:
		return Code // which holds the address
	case !slices.Contains(m.Fields(), id):
		return ""
	}
	return id
}
