package mail

import (
	"time"

	"pupitre/data/fault"
	"pupitre/i18n"
)

// words are those of a letter in one language.
type words struct {
	subject string
	body    string
	code    string // stands alone, to be copied
	when    string
	advice  string
}

// write finds the words of a letter.
func write(p *i18n.Printer, l Letter) (words, error) {
	for _, family := range []func(*i18n.Printer, Letter) (words, bool){aboutAccess, aboutAccount, aboutProvider} {
		if w, ok := family(p, l); ok {
			if !l.Facts.At.IsZero() {
				w.when = p.T("mail.when", "At", l.Facts.At.In(zone(l.Zone)), "Zone", l.Zone)
			}
			return w, nil
		}
	}
	return words{}, fault.As(fault.Internal, "mail.write", "", errKind)
}

// aboutAccess are the letters that carry a code, and those of passwords.
func aboutAccess(p *i18n.Printer, l Letter) (words, bool) {
	f, provider := l.Facts, l.Provider
	switch l.Kind {
	case Forgot:
		return words{
			subject: p.T("mail.forgot.subject"), code: f.Code, advice: p.T("mail.forgot.advice"),
			body: p.T("mail.forgot.body", "Provider", provider, "Minutes", f.Minutes),
		}, true
	case Invitation:
		return words{
			subject: p.T("mail.invitation.subject", "Provider", provider), code: f.Code, advice: p.T("mail.invitation.advice"),
			body: p.T("mail.invitation.body", "Person", f.Person, "Provider", provider, "Until", f.Until.In(zone(l.Zone)), "Zone", l.Zone),
		}, true
	case PasswordChanged:
		return words{
			subject: p.T("mail.password_changed.subject"), body: p.T("mail.password_changed.body", "Provider", provider),
			advice: p.T("mail.not_you"),
		}, true
	case PasswordReset:
		return words{
			subject: p.T("mail.password_reset.subject"), body: p.T("mail.password_reset.body", "Provider", provider),
			advice: p.T("mail.not_you"),
		}, true
	}
	return words{}, false
}

// aboutAccount are the letters about what happened to the account of who receives them.
func aboutAccount(p *i18n.Printer, l Letter) (words, bool) {
	f, provider := l.Facts, l.Provider
	device := deviceName(p, f.Device)
	w := words{advice: p.T("mail.not_you")}
	switch l.Kind {
	case NewDevice:
		w.subject = p.T("mail.new_device.subject", "Device", device)
		w.body = p.T("mail.new_device.body", "Provider", provider, "Device", device, "Address", f.Address)
	case Guessing:
		w.subject, w.advice = p.T("mail.guessing.subject"), p.T("mail.guessing.advice")
		w.body = p.T("mail.guessing.body", "Provider", provider)
	case EmailOld:
		w.subject, w.advice = p.T("mail.email_old.subject"), p.T("mail.not_expected")
		w.body = p.T("mail.email_old.body", "Provider", provider, "Other", f.Other)
	case EmailNew:
		w.subject, w.advice = p.T("mail.email_new.subject"), p.T("mail.not_expected")
		w.body = p.T("mail.email_new.body", "Provider", provider, "Other", f.Other)
	case TOTPOn:
		w.subject, w.body = p.T("mail.totp_on.subject"), p.T("mail.totp_on.body", "Provider", provider)
	case TOTPOff:
		w.subject, w.body = p.T("mail.totp_off.subject"), p.T("mail.totp_off.body", "Provider", provider)
	case RecoveryUsed:
		w.subject = p.T("mail.recovery_used.subject")
		w.body = p.T("mail.recovery_used.body", "Provider", provider, "Count", f.Count)
	default:
		return words{}, false
	}
	return w, true
}

// aboutProvider are the letters about the provider that who receives them administers.
func aboutProvider(p *i18n.Printer, l Letter) (words, bool) {
	f, provider := l.Facts, l.Provider
	w := words{advice: p.T("mail.not_expected")}
	switch l.Kind {
	case RevokedDevice:
		w.subject, w.advice = p.T("mail.revoked_device.subject"), p.T("mail.revoked_device.advice")
		w.body = p.T("mail.revoked_device.body", "Person", f.Person, "Provider", provider, "Device", deviceName(p, f.Device))
	case PrimaryGained:
		w.subject = p.T("mail.primary_gained.subject", "Provider", provider)
		w.body = p.T("mail.primary_gained.body", "Person", f.Person, "Provider", provider)
	case PrimaryLeft:
		w.subject = p.T("mail.primary_left.subject", "Person", f.Person, "Provider", provider)
		w.body = p.T("mail.primary_left.body", "Person", f.Person, "Provider", provider)
	case DelegateAdded:
		w.subject = p.T("mail.delegate_added.subject", "Person", f.Person)
		w.body = p.T("mail.delegate_added.body", "Person", f.Person, "Provider", provider, "Other", f.Other)
	case DelegateRemoved:
		w.subject = p.T("mail.delegate_removed.subject", "Person", f.Person)
		w.body = p.T("mail.delegate_removed.body", "Person", f.Person, "Provider", provider, "Other", f.Other)
	case Failover:
		w.subject, w.advice = p.T("mail.failover.subject", "Device", f.Device), ""
		w.body = p.T("mail.failover.body", "Other", f.Other, "Device", f.Device, "Provider", provider)
	case FailoverNone:
		w.subject, w.advice = p.T("mail.failover_none.subject"), p.T("mail.failover_none.advice")
		w.body = p.T("mail.failover_none.body", "Provider", provider, "Other", f.Other)
	case FailoverOff:
		w.subject, w.advice = p.T("mail.failover_off.subject", "Other", f.Other), p.T("mail.failover_off.advice")
		w.body = p.T("mail.failover_off.body", "Other", f.Other, "Provider", provider)
	case FailoverAgain:
		w.subject, w.advice = p.T("mail.failover_again.subject", "Device", f.Device), ""
		w.body = p.T("mail.failover_again.body", "Device", f.Device, "Provider", provider)
	default:
		return words{}, false
	}
	return w, true
}

func deviceName(p *i18n.Printer, name string) string {
	if name == "" {
		return p.T("mail.unnamed_device.name")
	}
	return name
}

// zone is the time zone of a letter; one that this program does not know gives UTC, whose name stands beside no time.
func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return z
}
