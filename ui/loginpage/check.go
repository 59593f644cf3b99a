package loginpage

import (
	"net/mail"
	"strings"

	"pupitre/data/fault"
)

// check is the fault in a field's text, nil when it can be sent. The form of the server address and of the invite code
// is judged by the program that uses them, so that there is one rule.
func (m *Model) check(id FieldID) error {
	text := m.texts[id]
	blank := strings.TrimSpace(text) == ""
	switch id {
	case Email:
		return checkEmail(text)
	case Password:
		return when(text == "", "login.password_required")
	case Server:
		return when(blank, "login.server_required")
	case Code:
		return when(blank, "login.code_required")
	case Name:
		return when(blank, "login.name_required")
	case ResetCode:
		return when(blank, "login.reset.code_required")
	case FactorCode:
		return when(blank, "login.factor.code_required")
	case NewPassword:
		return when(len(m.brokenRules(text)) > 0, "login.password_weak")
	case Confirm:
		return when(text != m.texts[NewPassword], "login.confirm_different")
	}
	return nil
}

func when(wrong bool, key string) error {
	if !wrong {
		return nil
	}
	return fault.New(fault.Invalid, "loginpage.check", key)
}

// checkEmail takes one bare address as in RFC 5322, without a display name. Whether it exists is the server's to say.
func checkEmail(text string) error {
	text = strings.TrimSpace(text)
	if text == "" {
		return fault.New(fault.Invalid, "loginpage.checkEmail", "login.email_required")
	}
	address, err := mail.ParseAddress(text)
	if err != nil || address.Address != text {
		return fault.New(fault.Invalid, "loginpage.checkEmail", "login.email_malformed")
	}
	return nil
}

// withScheme completes an address typed as a bare host name; the rest is judged by who connects.
func withScheme(server string) string {
	server = strings.TrimSpace(server)
	if strings.Contains(server, "://") {
		return server
	}
	return "https://" + server
}
