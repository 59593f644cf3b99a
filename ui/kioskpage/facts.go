package kioskpage

import (
	"reflect"
	"time"

	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/i18n"
)

// facts are what a kiosk knows of the service.
type facts struct {
	known    bool
	provider string
	language i18n.Language // new visitors are spoken to in it
	support  settings.Support
	chat     schedule.Chat
}

func factsFrom(v syncing.View) facts {
	values := settings.FromView(v)
	profile := values.Profile()
	f := facts{known: true, provider: profile.Name, support: values.Support(), chat: values.Chat(), language: i18n.French}
	if l, ok := i18n.Parse(profile.DefaultLanguage); ok {
		f.language = l
	}
	return f
}

func (f facts) same(other facts) bool { return reflect.DeepEqual(f, other) }

// zone is that of the service; the computer's own until it is known.
func (f facts) zone() *time.Location { return zoneOf(f.chat.Zone) }

func zoneOf(name string) *time.Location {
	zone, err := schedule.LoadZone(name)
	if err != nil {
		return time.Local
	}
	return zone
}

// today is the day of the service at an instant.
func (f facts) today(now time.Time) schedule.Date { return schedule.LocalOf(now.In(f.zone())).Date() }
