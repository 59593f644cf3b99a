package loginpage_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/fault"
	"pupitre/ui/credentials"
	"pupitre/ui/loginpage"
)

// problems is a small password rule: eight characters, and not the person's address.
func problems(password, email, _ string) []string {
	broken := []string{}
	if len([]rune(password)) < 8 {
		broken = append(broken, "password.too_short")
	}
	if password != "" && password == email {
		broken = append(broken, "password.contains_email")
	}
	return broken
}

func newModel() *loginpage.Model { return loginpage.NewModel("https://pupitre.example", "", problems) }

func filledSignIn() *loginpage.Model {
	m := newModel()
	m.Type(loginpage.Email, " marie.tremblay@boreale.example ")
	m.Type(loginpage.Password, " secret ")
	return m
}

func filledInvite() *loginpage.Model {
	m := newModel()
	m.Show(loginpage.Invite)
	m.Type(loginpage.Code, " pup1-abc ")
	m.Type(loginpage.Name, " Luc Côté ")
	m.Type(loginpage.NewPassword, "Montagne 7!")
	m.Type(loginpage.Confirm, "Montagne 7!")
	return m
}

func keyAt(m *loginpage.Model, id loginpage.FieldID) string {
	err := m.Error(id)
	if err == nil {
		return ""
	}
	key, _ := fault.KeyOf(err)
	return key
}

func TestSubmitGivesTheRequest(t *testing.T) {
	for name, c := range map[string]struct {
		model *loginpage.Model
		want  loginpage.Request
	}{
		"sign in": {filledSignIn(), loginpage.Request{
			Server: "https://pupitre.example", Email: "marie.tremblay@boreale.example", Password: " secret ",
		}},
		"invite": {filledInvite(), loginpage.Request{
			Panel: loginpage.Invite, Code: "pup1-abc", Name: "Luc Côté", Password: "Montagne 7!",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			got, faulty, ok := c.model.Submit()
			if diff := cmp.Diff(c.want, got); diff != "" || faulty != "" || !ok {
				t.Errorf("ok %v, fault at %q\n%s", ok, faulty, diff)
			}
			if _, _, again := c.model.Submit(); again || !c.model.Busy() {
				t.Error("a second Enter sends nothing while an answer is awaited")
			}
		})
	}
}

func TestSubmitStopsAtTheFirstFault(t *testing.T) {
	for _, c := range []struct {
		name  string
		panel loginpage.Panel
		typed map[loginpage.FieldID]string
		at    loginpage.FieldID
		key   string
	}{
		{"no e-mail", loginpage.SignIn, map[loginpage.FieldID]string{"password": "x"}, "email", "login.email_required"},
		{"malformed e-mail", loginpage.SignIn, map[loginpage.FieldID]string{"email": "marie@", "password": "x"}, "email", "login.email_malformed"},
		{"display name", loginpage.SignIn, map[loginpage.FieldID]string{"email": "Marie <m@b.example>", "password": "x"}, "email", "login.email_malformed"},
		{"no password", loginpage.SignIn, map[loginpage.FieldID]string{"email": "m@b.example"}, "password", "login.password_required"},
		{"no server", loginpage.SignIn, map[loginpage.FieldID]string{"email": "m@b.example", "password": "x", "server": " "}, "server", "login.server_required"},
		{"no code", loginpage.Invite, map[loginpage.FieldID]string{"code": " "}, "code", "login.code_required"},
		{"no name", loginpage.Invite, map[loginpage.FieldID]string{"name": " "}, "name", "login.name_required"},
		{"weak password", loginpage.Invite, map[loginpage.FieldID]string{"new_password": "court", "confirm": "court"}, "new_password", "login.password_weak"},
		{"typing mistake", loginpage.Invite, map[loginpage.FieldID]string{"confirm": "Montagne 7?"}, "confirm", "login.confirm_different"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newModel()
			if c.panel == loginpage.Invite {
				m = filledInvite()
			}
			for id, text := range c.typed {
				m.Type(id, text)
			}
			_, faulty, ok := m.Submit()
			if ok || m.Busy() || faulty != c.at || keyAt(m, c.at) != c.key {
				t.Errorf("fault %q at %q, want %q at %q", keyAt(m, faulty), faulty, c.key, c.at)
			}
			if c.at == loginpage.Server && !m.Advanced() {
				t.Error("the field with the fault must be visible")
			}
		})
	}
}

func TestNobodyIsBlamedBeforeTheTime(t *testing.T) {
	m := newModel()
	m.Leave(loginpage.Email)
	if got := keyAt(m, loginpage.Email); got != "" {
		t.Errorf("an empty field that was walked through shows %q", got)
	}
	m.Type(loginpage.Email, "marie@")
	if got := keyAt(m, loginpage.Email); got != "" {
		t.Errorf("while typing: %q", got)
	}
	m.Leave(loginpage.Email)
	if got := keyAt(m, loginpage.Email); got != "login.email_malformed" {
		t.Errorf("after leaving: %q", got)
	}
	m.Type(loginpage.Email, "marie@boreale.example")
	if got := keyAt(m, loginpage.Email); got != "" {
		t.Errorf("as soon as it is right: %q", got)
	}
}

func TestAnswersStandAtTheirPlace(t *testing.T) {
	at := func(code fault.Code, key string) error { return fault.New(code, "test", key) }
	for _, c := range []struct {
		name     string
		invite   bool
		err      error
		at       loginpage.FieldID
		advanced bool
	}{
		{"wrong password", false, at(fault.SignedOut, "server.bad_credentials"), loginpage.Password, false},
		{"plain http", false, at(fault.Invalid, "remote.plain_http"), loginpage.Server, true},
		{"malformed server", false, at(fault.Invalid, "remote.bad_address"), loginpage.Server, true},
		{"not a server of ours", false, at(fault.Unavailable, "remote.not_pupitre"), loginpage.Server, true},
		{"unknown certificate", false, at(fault.Unavailable, "remote.untrusted"), loginpage.Server, true},
		{"another key than that of the invitation", false, at(fault.Unavailable, "remote.wrong_pin"), "", true},
		{"too many tries", false, at(fault.Unavailable, "server.too_many_tries"), "", true},
		{"unreachable", false, at(fault.Unavailable, "remote.unreachable"), "", true},
		{"unexpected", false, at(fault.Internal, "error.unexpected"), "", false},
		{"mistyped code", true, at(fault.Invalid, "remote.bad_invite"), loginpage.Code, false},
		{"code used up", true, at(fault.NotFound, "server.invite_used"), loginpage.Code, false},
		{"code of a plain server", true, at(fault.Invalid, "remote.plain_http"), loginpage.Code, false},
		{"refused name", true, at(fault.Invalid, "server.person_name"), loginpage.Name, false},
		{"refused password", true, at(fault.Invalid, "password.contains_provider"), loginpage.NewPassword, false},
		{"unreachable by code", true, at(fault.Unavailable, "remote.unreachable"), "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := filledSignIn()
			if c.invite {
				m = filledInvite()
			}
			m.Submit()
			if got := m.Failed(c.err); got != c.at {
				t.Fatalf("at %q, want %q", got, c.at)
			}
			if c.at == "" && m.Failure() == nil {
				t.Error("the failure is shown")
			}
			if c.at != "" && m.Error(c.at) == nil {
				t.Error("the answer is shown at the field")
			}
			if m.Advanced() != c.advanced || m.Busy() {
				t.Errorf("advanced %v, busy %v", m.Advanced(), m.Busy())
			}
		})
	}
}

func TestAnswerGoesWithTheTextItIsAbout(t *testing.T) {
	m := filledSignIn()
	m.Submit()
	m.Failed(fault.New(fault.SignedOut, "test", "server.bad_credentials"))
	if m.Text(loginpage.Password) != " secret " {
		t.Error("nothing that was typed is lost")
	}
	m.Type(loginpage.Password, "autre")
	if got := keyAt(m, loginpage.Password); got != "" {
		t.Errorf("still shows %q", got)
	}
}

func TestPanelsKeepTheirText(t *testing.T) {
	m := filledSignIn()
	m.Show(loginpage.Invite)
	m.Type(loginpage.Code, "pup1")
	m.Show(loginpage.SignIn)
	m.Show(loginpage.Invite)
	if m.Text(loginpage.Code) != "pup1" || m.Text(loginpage.Password) != " secret " {
		t.Error("text was lost")
	}
}

func TestRulesOfTheNewPassword(t *testing.T) {
	m := loginpage.NewModel("", "Montagne.7", problems)
	m.Show(loginpage.Invite)
	rules := func(password string) []credentials.Rule {
		m.Type(loginpage.NewPassword, password)
		return m.Rules()
	}
	if diff := cmp.Diff([]credentials.Rule{{ID: "password.too_short", Basic: true}}, rules("")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]credentials.Rule{{ID: "password.too_short", Met: true, Basic: true}}, rules("assez long")); diff != "" {
		t.Error(diff)
	}
	want := []credentials.Rule{{ID: "password.too_short", Met: true, Basic: true}, {ID: "password.contains_email"}}
	if diff := cmp.Diff(want, rules("Montagne.7")); diff != "" {
		t.Error("a rule about particular passwords appears when it is broken", diff)
	}
}

func TestServerAddress(t *testing.T) {
	if m := loginpage.NewModel("", "", problems); !m.Advanced() {
		t.Error("the first start asks for the server")
	}
	for typed, want := range map[string]string{
		"pupitre.example":           "https://pupitre.example",
		"  https://pupitre.example": "https://pupitre.example",
		"http://127.0.0.1:8080":     "http://127.0.0.1:8080",
	} {
		m := filledSignIn()
		m.Type(loginpage.Server, typed)
		if got, _, _ := m.Submit(); got.Server != want {
			t.Errorf("%q: got %q, want %q", typed, got.Server, want)
		}
	}
}

func TestPasswordsAreForgotten(t *testing.T) {
	for name, m := range map[string]*loginpage.Model{"sign in": filledSignIn(), "invite": filledInvite()} {
		m.Submit()
		m.Done()
		for _, id := range []loginpage.FieldID{"password", "new_password", "confirm", "code"} {
			if m.Text(id) != "" {
				t.Errorf("%s: %s is still there", name, id)
			}
		}
	}
}

func TestDemoWaitsItsTurn(t *testing.T) {
	m := filledSignIn()
	m.Submit()
	if m.BeginDemo() {
		t.Error("two requests at once")
	}
	m.Cancelled()
	if !m.BeginDemo() || !m.Busy() {
		t.Error("the demonstration starts")
	}
	m.Show(loginpage.Invite)
	if m.Panel() != loginpage.SignIn {
		t.Error("the panel stays while an answer is awaited")
	}
}
