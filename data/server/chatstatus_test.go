package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/data/wire"
)

// keepHours saves hours as a desktop does.
func (r *rig) keepHours(chat schedule.Chat, device int) {
	r.t.Helper()
	var mutations []wire.Mutation
	for entity, fields := range chat.Stored() {
		m := wire.Mutation{Seq: int64(len(mutations) + 1), Kind: wire.Edit, Entity: entity, MadeAt: r.clock.Now()}
		for name, v := range fields {
			m.Fields = append(m.Fields, wire.FieldEdit{Name: name, Base: wire.Value("null"), Value: v})
		}
		mutations = append(mutations, m)
	}
	token := r.signIn(access.Primary, device).Token
	a := r.push(token, wire.Push{Device: deviceOf(device), Epoch: r.epochOf(token), Schema: wire.Schema, Mutations: mutations})
	if a.status != http.StatusOK || strings.Contains(string(a.body), "rejected") || strings.Contains(string(a.body), "conflict") {
		r.t.Fatalf("%d %s", a.status, a.body)
	}
}

func someHours() schedule.Chat {
	id := func(n string) string { return "0198c0de-0000-7000-8000-0000000000" + n }
	work := schedule.NewWorkingHours(id("b1"), "En semaine")
	english := schedule.NewWorkingHours(id("b3"), "Weekdays")
	english.Span = schedule.Between(10*60, 14*60)
	fete := schedule.DateOf(2026, time.July, 1).Start()
	return schedule.Chat{
		Enabled: true, French: []schedule.Weekly{work, schedule.NewLunchBreak(id("b2"), "Pause-repas", work)},
		English: []schedule.Weekly{english},
		Special: []schedule.Special{{ID: id("b4"), NameFR: "Fête du Canada", NameEN: "Canada Day", State: schedule.Closed, Start: fete, End: fete + 1440}},
	}
}

func (r *rig) chatStatus(query string) wire.ChatStatus {
	r.t.Helper()
	a := r.do(request{method: "GET", path: "/p/boreale/chat-status" + query})
	if a.status != http.StatusOK {
		r.t.Fatalf("%s: %d %s", query, a.status, a.body)
	}
	return decode[wire.ChatStatus](r.t, a)
}

func TestChatStatus(t *testing.T) {
	r := newRig(t) // Wednesday 24 June 2026, 14:05 in Toronto
	if s := r.chatStatus("?lang=fr"); s.Open || s.By != "disabled" || s.Until != nil || s.Next != nil {
		t.Errorf("before anything is set: %+v", s)
	}
	r.keepHours(someHours(), 1)
	for _, tt := range []struct {
		query, by, reason, until, next string
		open                           bool
	}{
		{"?lang=fr", "weekly", "En semaine", "2026-06-24T17:00:00-04:00", "Aucun horaire ne couvre ce moment", true},
		{"?lang=en", "nothing", "No schedule covers this moment", "2026-06-25T10:00:00-04:00", "Weekdays", false},
		{"?lang=fr&at=2026-06-24T12:30", "weekly", "Pause-repas", "2026-06-24T13:00:00-04:00", "En semaine", false},
		{"?lang=fr&at=2026-06-24T16:59:59-04:00", "weekly", "En semaine", "2026-06-24T17:00:00-04:00", "Aucun horaire ne couvre ce moment", true},
		{"?lang=en&at=2026-07-01T12:00", "special", "Canada Day", "2026-07-02T10:00:00-04:00", "Weekdays", false},
		{"?lang=fr&at=2031-07-02T08:00", "nothing", "Aucun horaire ne couvre ce moment", "2031-07-02T09:00:00-04:00", "En semaine", false},
	} {
		got := r.chatStatus(tt.query)
		if got.Open != tt.open || got.By != tt.by || got.Reason != tt.reason || got.Next == nil || got.Until == nil {
			t.Errorf("%s: %+v", tt.query, got)
			continue
		}
		if got.Until.Format(time.RFC3339) != tt.until || got.Next.Reason != tt.next || got.Next.Open == tt.open || !got.Next.At.Equal(*got.Until) {
			t.Errorf("%s: until %s, %+v", tt.query, got.Until, got.Next)
		}
	}
}

func TestChatStatusFollowsWhatIsSavedAndTheClock(t *testing.T) {
	r := newRig(t)
	chat := someHours()
	r.keepHours(chat, 1)
	other := r.beside()
	first := r.do(request{method: "GET", path: "/p/boreale/chat-status?lang=fr"})
	if h := first.header; h.Get("Access-Control-Allow-Origin") != "*" || h.Get("Cache-Control") != "no-cache" || h.Get("ETag") == "" {
		t.Errorf("%v", h)
	}
	same := request{method: "GET", path: "/p/boreale/chat-status?lang=fr", header: map[string]string{"If-None-Match": first.header.Get("ETag")}}
	r.clock.add(30 * time.Minute)
	if again := r.do(same); again.status != http.StatusNotModified {
		t.Errorf("half an hour later nothing has changed: %d %s", again.status, again.body)
	}
	if !other.chatStatus("?lang=fr").Open {
		t.Error("the other server says closed")
	}
	r.clock.add(150 * time.Minute) // 17:05
	if again := r.do(same); again.status != http.StatusOK || decode[wire.ChatStatus](t, again).Open {
		t.Errorf("after hours: %d %s", again.status, again.body)
	}
	r.clock.add(365 * 24 * time.Hour) // what was compiled is long over
	if s := r.chatStatus("?lang=fr"); s.Open || s.Until.Year() != 2027 {
		t.Errorf("a year later: %+v", s)
	}
	evening := schedule.NewWorkingHours("0198c0de-0000-7000-8000-0000000000b9", "Soir")
	evening.Days, evening.Span = schedule.EveryDay, schedule.Between(17*60, 23*60)
	r.keepHours(schedule.Chat{Enabled: true, French: []schedule.Weekly{evening}}, 2)
	for _, server := range []*rig{r, other} {
		if s := server.chatStatus("?lang=fr"); !s.Open || s.Reason != "Soir" {
			t.Errorf("after the evening was added: %+v", s)
		}
	}
}

func TestChatStatusRefusals(t *testing.T) {
	r := newRig(t)
	if a := r.do(request{method: "GET", path: "/p/nobody/chat-status"}); a.status != http.StatusNotFound || a.header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("unknown provider: %d %s", a.status, a.body)
	}
	for _, at := range []string{"hier", "2026-02-30T00:00", "9999-01-01T00:00:00Z", strings.Repeat("1", 4000)} {
		if a := r.do(request{method: "GET", path: "/p/boreale/chat-status?at=" + at}); a.status/100 != 4 || a.problem().Key != "schedule.date_unreadable" {
			t.Errorf("at=%.20s: %d %s", at, a.status, a.body)
		}
	}
}

// The page says the same as the status, in both languages.
func TestThePortalPageShowsTheChat(t *testing.T) {
	r := newRig(t)
	page := func(lang string) string {
		a := r.do(request{method: "GET", path: "/p/boreale?lang=" + lang})
		if a.status != http.StatusOK {
			t.Fatalf("%d %s", a.status, a.body)
		}
		return strings.ReplaceAll(string(a.body), "\u00a0", " ")
	}
	if got := page("fr"); !strings.Contains(got, "Clavardage désactivé") {
		t.Errorf("before anything is set:\n%s", got)
	}
	r.keepHours(someHours(), 1)
	for lang, wants := range map[string][]string{
		"fr": {"Ouvert<small>En semaine. Prochain changement : fermeture le 24 juin 2026 à 17 h.", "du lundi au vendredi, de 9 h à 12 h et de 13 h à 17 h"},
		"en": {"Closed<small>No schedule covers this moment. Next change: on June 25, 2026 at 10:00 a.m., it opens.", "Monday to Friday, 10:00 a.m. to 2:00 p.m."},
	} {
		got := page(lang)
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s: lacks %q:\n%s", lang, want, got)
			}
		}
	}
}
