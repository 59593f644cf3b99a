package loginpage_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/loginpage"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

const (
	address = "https://pupitre.example.com"
	email   = "marie.tremblay@boreale.example"
	fresh   = "Lac-tranquille9"
)

// toEnrol is a refusal that carries the second factor to set up, as data/remote gives it.
type toEnrol struct{ error }

func (toEnrol) TOTPSecret() wire.TOTPSecret {
	return wire.TOTPSecret{Secret: "JBSWY3DPEHPK3PXP", URI: "otpauth://totp/Bor%C3%A9ale:marie@boreale.example?secret=JBSWY3DPEHPK3PXP&issuer=Bor%C3%A9ale"}
}

func (e toEnrol) Unwrap() error { return e.error }

var (
	codeNeeded  = fault.New(fault.SignedOut, "test", "totp.code_needed")
	enrolNeeded = toEnrol{fault.New(fault.SignedOut, "test", "totp.enrol_needed")}
	wrongCode   = fault.New(fault.SignedOut, "test", "totp.wrong_code")
	badCode     = fault.New(fault.Forbidden, "test", "reset.bad_code")
	unreachable = fault.New(fault.Unavailable, "test", "remote.unreachable")
)

// forgotten is the page after the code was asked for.
func forgotten(t *testing.T, setup uitest.Setup) *scene {
	s := known(t, setup)
	s.TapLabel(s.Printer.T("login.forgot.link"))
	s.Focus("email")
	s.Key(fyne.KeyReturn)
	return s
}

// choose types the code and the new password twice.
func (s *scene) choose(code, password string) {
	for _, text := range []string{code, password} {
		s.Type(text)
		s.Tab()
	}
	s.Focus("confirm")
	s.Type(password)
	s.Key(fyne.KeyReturn)
}

func (s *scene) expectAsked(t *testing.T, want ...[]string) {
	t.Helper()
	if !slices.EqualFunc(s.asked, want, slices.Equal) {
		t.Errorf("asked %q, want %q", s.asked, want)
	}
}

func TestAForgottenPasswordIsChosenAnew(t *testing.T) {
	s := forgotten(t, uitest.Setup{})
	s.ExpectText(s.Printer.T("login.reset.sent", "Email", email))
	if s.focused() != "reset_code" {
		t.Fatalf("the keyboard is at %q", s.focused())
	}
	s.choose(" abcd-2345 ", fresh)
	s.expectAsked(t, []string{"forgot", address, email, "fr"}, []string{"reset", address, email, "abcd-2345", fresh},
		[]string{"sign in", address, email, fresh})
	if s.opened != 1 {
		t.Error("the session is opened with the new password")
	}
}

func TestTheLetterIsInTheLanguageOfThePage(t *testing.T) {
	s := forgotten(t, uitest.Setup{Language: i18n.English})
	s.expectAsked(t, []string{"forgot", address, email, "en"})
}

func TestAWrongCodeOfTheLetterLosesNothing(t *testing.T) {
	s := forgotten(t, uitest.Setup{})
	s.errs = map[string]error{"reset": badCode}
	s.choose("ABCD-2345", fresh)
	s.ExpectText(s.Printer.T("reset.bad_code"))
	if s.focused() != "reset_code" || s.opened != 0 || len(s.asked) != 2 {
		t.Errorf("keyboard at %q, opened %d, asked %q", s.focused(), s.opened, s.asked)
	}
	if m := s.page.Model(); m.Text(loginpage.NewPassword) != fresh || m.Text(loginpage.ResetCode) != "ABCD-2345" {
		t.Error("what was typed is lost")
	}
}

func TestAWeakNewPasswordIsNotSent(t *testing.T) {
	s := forgotten(t, uitest.Setup{})
	s.choose("ABCD-2345", "lac")
	s.ExpectText(s.Printer.T("login.password_weak"))
	if s.focused() != "new_password" || len(s.asked) != 1 {
		t.Errorf("keyboard at %q, asked %q", s.focused(), s.asked)
	}
}

// The connection goes between the two steps: the password is changed, and that is said.
func TestAResetWhoseSignInFailsSaysWhatIsDone(t *testing.T) {
	s := forgotten(t, uitest.Setup{})
	s.errs = map[string]error{"sign in": unreachable}
	s.choose("ABCD-2345", fresh)
	s.ExpectText(s.Printer.T("login.reset.done"))
	if m := s.page.Model(); m.Panel() != loginpage.SignIn || m.Text(loginpage.Password) != fresh || m.Failure() == nil {
		t.Errorf("panel %v, failure %v", m.Panel(), m.Failure())
	}
	s.errs = nil
	s.Focus("password")
	s.Key(fyne.KeyReturn)
	if s.opened != 1 {
		t.Error("Enter tries again")
	}
}

func TestWhoHasTheCodeNeedsNoOther(t *testing.T) {
	s := open(t, uitest.Setup{}, address, "")
	s.TapLabel(s.Printer.T("login.forgot.link"))
	s.TapLabel(s.Printer.T("login.forgot.have_code"))
	s.ExpectText(s.Printer.T("login.email_required"))
	if s.focused() != "email" {
		t.Fatalf("the keyboard is at %q", s.focused())
	}
	s.Type(email)
	s.TapLabel(s.Printer.T("login.forgot.have_code"))
	s.ExpectText(s.Printer.T("login.reset.account", "Email", email))
	s.choose("ABCD-2345", fresh)
	if len(s.asked) != 2 || s.asked[0][0] != "reset" {
		t.Errorf("asked %q", s.asked)
	}
}

// needsFactor is the page after a sign-in that lacks a second factor.
func needsFactor(t *testing.T, setup uitest.Setup, err error) *scene {
	s := known(t, setup)
	s.errs = map[string]error{"sign in": err}
	s.Type(fresh)
	s.Key(fyne.KeyReturn)
	return s
}

func TestTheSecondFactorIsAskedFor(t *testing.T) {
	s := needsFactor(t, uitest.Setup{}, codeNeeded)
	s.ExpectText(s.Printer.T("login.factor.code_help"))
	s.ExpectNoText(s.Printer.T("totp.code_needed")) // nobody has made a mistake
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("login.factor.code_required"))
	s.errs = map[string]error{"sign in": wrongCode}
	s.Type("000000")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("totp.wrong_code"))
	if s.focused() != "factor_code" || s.opened != 0 {
		t.Errorf("keyboard at %q, opened %d", s.focused(), s.opened)
	}
	s.errs = nil
	s.Type("123 456") // what is there is selected
	s.Key(fyne.KeyReturn)
	if last := s.asked[len(s.asked)-1]; !slices.Equal(last, []string{"sign in", address, email, fresh, "123 456"}) || s.opened != 1 {
		t.Errorf("asked %q, opened %d", last, s.opened)
	}
}

func TestASecondFactorIsSetUpOnTheWay(t *testing.T) {
	s := needsFactor(t, uitest.Setup{}, enrolNeeded)
	s.ExpectText("JBSW Y3DP EHPK 3PXP")
	s.TapLabel(s.Printer.T("account.totp.copy_key"))
	if s.copied != "JBSWY3DPEHPK3PXP" {
		t.Errorf("copied %q", s.copied)
	}
	s.errs, s.recovery = nil, []string{"ABCD-EFGH-IJKL-MNOP"}
	s.Focus("factor_code")
	s.Type("123456")
	s.Key(fyne.KeyReturn)
	s.ExpectText("ABCD-EFGH-IJKL-MNOP")
	if s.opened != 0 {
		t.Error("the codes are shown first")
	}
	s.TapLabel(s.Printer.T("login.keep.submit"))
	if s.opened != 1 || s.page.Model().Recovery() != nil {
		t.Error("the desktop opens, and the codes are forgotten")
	}
}

// The password was changed elsewhere between the two steps.
func TestASecondStepWithAnOldPassword(t *testing.T) {
	s := needsFactor(t, uitest.Setup{}, codeNeeded)
	s.errs = map[string]error{"sign in": fault.New(fault.SignedOut, "test", "server.bad_credentials")}
	s.Type("123456")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("server.bad_credentials"))
	if s.focused() != "password" || s.opened != 0 {
		t.Errorf("keyboard at %q, opened %d", s.focused(), s.opened)
	}
}

func TestEscapeGoesBackToTheFirstStep(t *testing.T) {
	s := needsFactor(t, uitest.Setup{}, codeNeeded)
	s.Key(fyne.KeyEscape)
	if m := s.page.Model(); m.Panel() != loginpage.SignIn || m.Text(loginpage.Email) != email {
		t.Errorf("panel %v, e-mail %q", m.Panel(), m.Text(loginpage.Email))
	}
}

func TestTheStepsSurviveALanguage(t *testing.T) {
	s := forgotten(t, uitest.Setup{})
	s.Type("ABCD")
	s.page.SetLanguage(i18n.English)
	s.Settle()
	s.ExpectText(i18n.For(i18n.English).T("login.reset.sent", "Email", email))
	if e := s.Field("reset_code").(*widgets.Entry); e.Text() != "ABCD" || s.focused() != "reset_code" {
		t.Errorf("text %q, keyboard at %q", e.Text(), s.focused())
	}
}
