package loginpage

import (
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/ui/credentials"
)

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
	sent     bool            // a code was just asked for
	changed  bool            // the password was just chosen anew
	secret   wire.TOTPSecret // to set up, while the panel is Enrol
	recovery []string        // to be shown, while the panel is Keep
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
	m.turn(panel)
}

// turn is Show, also while an answer is dealt with.
func (m *Model) turn(panel Panel) {
	m.panel, m.failure, m.sent, m.changed = panel, nil, false, false
	m.forget(FactorCode) // good for half a minute
}

// forget empties fields.
func (m *Model) forget(fields ...FieldID) {
	for _, id := range fields {
		delete(m.texts, id)
		delete(m.strict, id)
		delete(m.answers, id)
	}
}

// HaveCode turns to the choice of a new password for somebody who has the code already. The address must be good: without
// it, false is returned and its fault shown.
func (m *Model) HaveCode() bool {
	m.strict[Email] = true
	if m.busy || m.check(Email) != nil {
		return false
	}
	m.turn(Reset)
	return true
}

// Sent tells that a code was just asked for.
func (m *Model) Sent() bool { return m.sent }

// Changed tells that the password was just chosen anew.
func (m *Model) Changed() bool { return m.changed }

// Secret is the second factor to set up, on the panel Enrol.
func (m *Model) Secret() wire.TOTPSecret { return m.secret }

// Recovery are the codes to be shown, on the panel Keep.
func (m *Model) Recovery() []string { return m.recovery }

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

// Rules are those of the new password, one by one.
func (m *Model) Rules() []credentials.Rule {
	return credentials.Rules(m.brokenRules, m.texts[NewPassword])
}

// Blamed tells that the new password was offered as it is: what it lacks is a fault now.
func (m *Model) Blamed() bool { return m.strict[NewPassword] && m.Error(NewPassword) != nil }

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
	m.forget(Password, NewPassword, Confirm, Code, ResetCode, FactorCode)
	m.secret, m.recovery = wire.TOTPSecret{}, nil
}

// CodeSent ends a request for a code: what the letter holds is asked for now.
func (m *Model) CodeSent() {
	m.busy = false
	m.turn(Reset)
	m.sent = true
	m.forget(ResetCode)
}

// WasReset ends the choice of a new password: the sign-in panel has it typed already.
func (m *Model) WasReset() {
	password := m.texts[NewPassword]
	m.busy = false
	m.turn(SignIn)
	m.changed = true
	m.forget(NewPassword, Confirm, ResetCode, Password)
	m.texts[Password] = password
}

// ToKeep ends a sign-in that has put a second factor in force: the codes are shown before anything else.
func (m *Model) ToKeep(codes []string) {
	m.Done()
	m.turn(Keep)
	m.recovery = codes
}

// Failed ends a request that was answered no, and names the field that the reason is about; "" when it is about none. A
// sign-in that only lacks a second factor turns to its panel. Nothing that was typed is lost.
func (m *Model) Failed(err error) FieldID {
	m.busy = false
	if at, turned := m.factorAsked(err); turned {
		return at
	}
	if key, _ := fault.KeyOf(err); key == "server.bad_credentials" && (m.panel == Factor || m.panel == Enrol) {
		m.turn(SignIn) // the password was right for the first step, and has changed in the meantime
	}
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

// factorAsked turns to the second step of a sign-in.
func (m *Model) factorAsked(err error) (at FieldID, turned bool) {
	if m.panel == Invite || !desk.NeedsCode(err) {
		return "", false
	}
	panel := Factor
	if secret, ok := desk.TOTPToEnrol(err); ok {
		m.secret, panel = secret, Enrol
	}
	m.turn(panel)
	return FactorCode, true
}
