package settings

// Gap is something that is not set yet and that the service would be better with: a line of the readiness card.
type Gap struct {
	Text   string // catalogue id of the sentence, without arguments
	Entity string // where it is set …
	Field  string // … and in which field; "" for an entry that is to be added
}

// Gaps lists what is missing, in the order of the sections. Nothing of it keeps anybody from saving.
func Gaps(v Values) (out []Gap) {
	add := func(missing bool, gap Gap) {
		if missing {
			out = append(out, gap)
		}
	}
	support, servers := v.Support(), v.AppServers()
	add(support.Email == "", Gap{"settings.gap.support_email", EntitySupport, FieldEmail})
	add(support.Phone == "", Gap{"settings.gap.support_phone", EntitySupport, FieldPhone})
	add(len(v.Telephony()) == 0, Gap{"settings.gap.telephony", EntityTelephony, ""})
	add(len(v.Telephony()) > 0 && v.DefaultTelephony() == "", Gap{"settings.gap.telephony_default", EntityTelephony, FieldDefault})
	add(len(servers) == 0, Gap{"settings.gap.server", EntityAppServers, ""})
	add(len(servers) == 1, Gap{"settings.gap.backup_server", EntityAppServers, ""})
	add(len(servers) > 1 && !v.Failover().Enabled, Gap{"settings.gap.failover", EntityAppServers, FieldFailover})
	return out
}
