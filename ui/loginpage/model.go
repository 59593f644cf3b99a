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
)

// FieldID names a field for good: focus and text find it by this id in every language.
type FieldID string

// The fields of both panels, in reading order.
const (
	Code        FieldID = "code"
	Name        FieldID = "name"
	Email       FieldID = "email"
	Password    FieldID = "password"
	NewPassword FieldID = "new_password"
	Confirm     FieldID = "confirm"
	Server      FieldID = "server"
)

// fieldsOf lists the fields of each panel in reading order, which is also the order of the first fault.
var fieldsOf = map[Panel][]FieldID{
	SignIn: {Email, Password, Server},
	Invite: {Code, Name, NewPassword, Confirm},
}

// Request is what a submitted panel asks the program to do.
type Request struct {
	Panel    Panel
	Server   string // with its scheme
	Email    string
	Password string
	Code     string
	Name     string
}

// Rule is one rule of the password with its sentence, for the live list.
type Rule struct {
	ID    string // catalogue id
	Met   bool
	Basic bool // always in the list; the others appear when they are broken
}

// Model is the state of the sign-in page. It belongs to the window's goroutine and outlives the widgets, so that
// switching the language or the panel loses nothing.
type Model struct {
	panel    Panel
	texts    map[FieldID]string
	strict   map[FieldID]bool  // left once, or submitted: the reason of a fault is shown
	answers  map[FieldID]error // faults found by the program or the server; gone at the next edit
	failure  error             // a fault that is about no field
	busy     bool
	advanced bool
	problems func(password, email, provider string) []string
}

// NewModel starts with what was used last on this computer, "" when nothing was. problems gives the catalogue ids of the
// password rules that a password violates.
func NewModel(server, email string, problems func(password, email, provider string) []string) *Model {
	return &Model{
		texts:    map[FieldID]string{Server: server, Email: email},
		strict:   map[FieldID]bool{},
		answers:  map[FieldID]error{},
		advanced: server == "",
		problems: problems,
	}
}

// Panel is the panel shown.
func (m *Model) Panel() Panel { return m.panel }

// Fields lists the fields of the panel shown, in reading order.
func (m *Model) Fields() []FieldID { return fieldsOf[m.panel] }

// Show turns to a panel; what was typed in the other one stays.
func (m *Model) Show(panel Panel) {
	if m.busy || m.panel == panel {
		return
	}
	m.panel, m.failure = panel, nil
}

// Text is what is typed in a field.
func (m *Model) Text(id FieldID) string { return m.texts[id] }

// Type takes the text of a field as it is being typed. What was answered about the old text is gone.
func (m *Model) Type(id FieldID, text string) {
	if m.texts[id] == text {
		return
	}
	m.texts[id] = text
	delete(m.answers, id)
	m.failure = nil
	m.strict[id] = m.strict[id] && m.check(id) != nil
}

// Leave ends a visit to a field: from now on its fault is shown. A field left empty waits for the submission, so that
// walking through the page blames nobody.
func (m *Model) Leave(id FieldID) {
	if m.texts[id] != "" {
		m.strict[id] = true
	}
}

// Advanced tells whether the server address is shown.
func (m *Model) Advanced() bool { return m.advanced }

// SetAdvanced shows or hides the server address; one that has a fault stays shown.
func (m *Model) SetAdvanced(open bool) { m.advanced = open || m.Error(Server) != nil }

// Error is the fault to show at a field: nil while the person types in it for the first time, and as soon as it is right.
func (m *Model) Error(id FieldID) error {
	if err := m.answers[id]; err != nil {
		return err
	}
	if !m.strict[id] {
		return nil
	}
	return m.check(id)
}

// Failure is a fault that is about no field, such as a server out of reach.
func (m *Model) Failure() error { return m.failure }

// Busy tells that an answer is awaited.
func (m *Model) Busy() bool { return m.busy }

// Rules is the password rule of the invite panel, one by one. A rule about particular passwords appears when it is broken.
func (m *Model) Rules() []Rule {
	password := m.texts[NewPassword]
	broken := m.brokenRules(password)
	out := []Rule{}
	for _, id := range m.brokenRules("") {
		out = append(out, Rule{ID: id, Met: !slices.Contains(broken, id), Basic: true})
	}
	for _, id := range broken {
		if !slices.ContainsFunc(out, func(r Rule) bool { return r.ID == id }) {
			out = append(out, Rule{ID: id})
		}
	}
	return out
}

func (m *Model) brokenRules(password string) []string {
	return m.problems(password, m.texts[Email], "")
}

// Submit checks the panel, all or nothing. It gives the request, or the first field in reading order that has a fault; ok
// is false in that case and while an answer is awaited.
func (m *Model) Submit() (request Request, faulty FieldID, ok bool) {
	if m.busy {
		return Request{}, "", false
	}
	m.failure = nil
	clear(m.answers)
	for _, id := range m.Fields() {
		m.strict[id] = true
		if m.check(id) != nil && faulty == "" {
			faulty = id
		}
	}
	if faulty != "" {
		m.advanced = m.advanced || m.check(Server) != nil
		return Request{}, faulty, false
	}
	m.busy = true
	return m.request(), "", true
}

func (m *Model) request() Request {
	if m.panel == Invite {
		return Request{
			Panel: Invite, Code: strings.TrimSpace(m.texts[Code]), Name: strings.TrimSpace(m.texts[Name]),
			Password: m.texts[NewPassword],
		}
	}
	return Request{
		Panel: SignIn, Server: withScheme(m.texts[Server]), Email: strings.TrimSpace(m.texts[Email]),
		Password: m.texts[Password],
	}
}

// BeginDemo marks the demonstration as starting; false while something else is awaited.
func (m *Model) BeginDemo() bool {
	if m.busy {
		return false
	}
	m.busy, m.failure = true, nil
	return true
}

// Cancelled ends a request that the person gave up.
func (m *Model) Cancelled() { m.busy = false }

// Done ends a request that was answered yes; the passwords are forgotten.
func (m *Model) Done() {
	m.busy = false
	for _, id := range []FieldID{Password, NewPassword, Confirm, Code} {
		delete(m.texts, id)
		delete(m.strict, id)
	}
}

// Failed ends a request that was answered no, and names the field that the reason is about; "" when it is about none.
// Nothing that was typed is lost.
func (m *Model) Failed(err error) FieldID {
	m.busy = false
	id := m.place(err)
	if id == "" {
		m.failure = err
		m.advanced = m.advanced || fault.Is(err, fault.Unavailable)
		return ""
	}
	m.answers[id] = err
	m.advanced = m.advanced || id == Server
	return id
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
	case m.panel == Invite && strings.HasPrefix(key, "password."):
		return NewPassword
	case m.panel == Invite && id == Server:
		return Code // which holds the address
	case !slices.Contains(m.Fields(), id):
		return ""
	}
	return id
}
