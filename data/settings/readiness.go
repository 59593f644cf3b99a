package settings

import (
	"time"

	"pupitre/data/branding"
	"pupitre/data/schedule"
)

// Gap is something that is not set yet and that the service would be better with: a line of the readiness card.
type Gap struct {
	Text   string // catalogue id of the sentence, without arguments
	Entity string // where it is set …
	Field  string // … and in which field; "" for an entry that is to be added
}

// DelegatesUnknown stands for the number of delegates while the server has not told who there is.
const DelegatesUnknown = -1

// Around is what the lines know beside the settings.
type Around struct {
	Now       time.Time
	Delegates int // delegated administrators who may sign in, or [DelegatesUnknown]
}

// EntityMembers stands for the people of the provider, who are managed on line.
const EntityMembers = "member"

// Gaps lists what is missing, in the order of the sections. Nothing of it keeps anybody from saving.
func Gaps(v Values, around Around) (out []Gap) {
	add := func(missing bool, gap Gap) {
		if missing {
			out = append(out, gap)
		}
	}
	support, servers := v.Support(), v.AppServers()
	add(around.Delegates == 0, Gap{"settings.gap.delegate", EntityMembers, ""})
	add(support.Email == "", Gap{"settings.gap.support_email", EntitySupport, FieldEmail})
	add(support.Phone == "", Gap{"settings.gap.support_phone", EntitySupport, FieldPhone})
	add(len(v.Telephony()) == 0, Gap{"settings.gap.telephony", EntityTelephony, ""})
	add(len(v.Telephony()) > 0 && v.DefaultTelephony() == "", Gap{"settings.gap.telephony_default", EntityTelephony, FieldDefault})
	add(v.Branding().Favicon == nil, Gap{"settings.gap.favicon", branding.Entity, branding.FieldFavicon})
	add(noHolidays(v.Chat(), around.Now), Gap{"settings.gap.holidays", schedule.EntityChat, ""})
	add(len(servers) == 0, Gap{"settings.gap.server", EntityAppServers, ""})
	add(len(servers) == 1, Gap{"settings.gap.backup_server", EntityAppServers, ""})
	add(len(servers) > 1 && !v.Failover().Enabled, Gap{"settings.gap.failover", EntityAppServers, FieldFailover})
	return out
}

// noHolidays tells whether the chat is offered and no event closes it in the next calendar year of its zone.
func noHolidays(chat schedule.Chat, now time.Time) bool {
	zone, err := schedule.LoadZone(chat.Zone)
	if !chat.Enabled || err != nil {
		return false
	}
	year := now.In(zone).Year() + 1
	first, last := schedule.DateOf(year, time.January, 1), schedule.DateOf(year, time.December, 31)
	for _, event := range chat.Special {
		if event.State == schedule.Closed && len(event.In(first, last)) > 0 {
			return false
		}
	}
	return true
}
