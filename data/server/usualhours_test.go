package server_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/store/pgtest"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// An account begins with a working week and a weekend in each language, the chat being off (product, section 4).
func TestAnAccountBeginsWithUsualHours(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { usualHours(t, newRig(t)) })
	t.Run("PostgreSQL", func(t *testing.T) {
		address, admin := pgtest.OwnedDatabase(t)
		usualHours(t, newRigOn(t, store.Options{URL: address}, "pgx", admin))
	})
}

func usualHours(t *testing.T, r *rig) {
	founded, err := r.maker().Found(t.Context(), r.store, provisioning.Provider{
		Slug: "nordet", Profile: settings.DefaultProfile("Nordet"),
	}, "luc@nordet.example")
	r.must(err)
	stored, past := r.everything(founded.Provider.ID)
	theHoursStored(t, stored)
	theHistoryTold(t, stored, past)
	theHoursAnswer(t, r, founded, stored)
}

// everything reads a provider's items and its whole history.
func (r *rig) everything(provider string) (items []wire.Item, past []syncing.History) {
	r.t.Helper()
	const all = 500
	space := syncing.ProviderSpace(provider)
	r.must(r.store.Read(r.t.Context(), func(tx *store.Tx) (err error) {
		if items, err = tx.Items(space, 0, []string{access.Public, access.Staff}, all); err != nil {
			return err
		}
		past, _, err = tx.History(space, wire.HistoryQuery{Before: math.MaxInt64, Limit: all})
		return err
	}))
	return items, past
}

// theHoursStored holds what is stored against the canonical values, byte for byte. Nothing else than the profile stands beside.
func theHoursStored(t *testing.T, items []wire.Item) {
	t.Helper()
	const week = `days=[1,2,3,4,5] language=%q name=%q rank=0 span={"all_day":false,"end":"17:00","start":"09:00"} state="open" type="working_hours"`
	const end = `days=[6,7] language=%q name=%q rank=0 span={"all_day":true,"end":"24:00","start":"00:00"} state="closed" type="weekend"`
	want := []string{
		fmt.Sprintf(week, "fr", "En semaine"), fmt.Sprintf(end, "fr", "Weekend"),
		fmt.Sprintf(week, "en", "Weekdays"), fmt.Sprintf(end, "en", "Weekend"),
	}
	entities := map[string][]string{}
	for _, it := range items {
		if it.Entity == settings.EntityProfile {
			continue
		}
		if it.Audience != access.Public || it.Person != "" || it.Device != "" || it.Deleted {
			t.Errorf("%s.%s: %+v", it.Entity, it.Field, it)
		}
		entities[it.Entity] = append(entities[it.Entity], it.Field+"="+string(it.Value))
	}
	var got []string
	for _, entity := range slices.Sorted(maps.Keys(entities)) { // version 7: in the order in which they were made
		id, err := uuid.Parse(strings.TrimPrefix(entity, schedule.KindSchedule+":"))
		if err != nil || id.Version() != 7 || schedule.ScheduleEntity(id.String()) != entity {
			t.Errorf("%q is no schedule of a client: %v", entity, err)
		}
		slices.Sort(entities[entity])
		got = append(got, strings.Join(entities[entity], " "))
	}
	if !slices.Equal(got, want) {
		t.Errorf("stored:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// theHistoryTold wants one line for each item, from nothing and by nobody but the server.
func theHistoryTold(t *testing.T, items []wire.Item, past []syncing.History) {
	t.Helper()
	at := map[int64]syncing.History{}
	for _, h := range past {
		at[h.Rev] = h
	}
	for _, it := range items {
		h := at[it.Rev]
		if h.Entity != it.Entity || h.Field != it.Field || string(h.New) != string(it.Value) || h.Old != nil || h.Person != "" || h.Device != "" || h.Seq != 0 {
			t.Errorf("revision %d: %+v for %+v", it.Rev, h, it)
		}
	}
	if len(past) != len(items) {
		t.Errorf("%d lines of history for %d items", len(past), len(items))
	}
}

// theHoursAnswer asks the service off, as an account begins, then on.
func theHoursAnswer(t *testing.T, r *rig, founded provisioning.Founded, items []wire.Item) {
	t.Helper()
	values := settings.Values{}
	for _, it := range items {
		if values[it.Entity] == nil {
			values[it.Entity] = map[string]wire.Value{}
		}
		values[it.Entity][it.Field] = it.Value
	}
	chat := values.Chat()
	chat.Enabled = true
	french, err := chat.Plan("fr")
	r.must(err)
	english, err := chat.Plan("en")
	r.must(err)
	if gaps := schedule.EnglishGaps(french, english); len(gaps) > 0 {
		t.Errorf("served in English alone: %v", gaps)
	}
	for _, plan := range []schedule.Plan{french, english} {
		if w := plan.Warnings(r.clock.Now()); len(w) > 0 {
			t.Errorf("the page would warn on the first day: %+v", w)
		}
	}
	for lang, reason := range map[string]string{"fr": "Clavardage désactivé", "en": "Live chat is turned off"} {
		if s := r.nordet(lang, "2026-06-22T09:00"); s.Open || s.By != "disabled" || s.Reason != reason {
			t.Errorf("%s, off: %+v", lang, s)
		}
	}
	r.must(r.store.Write(t.Context(), func(tx *store.Tx) error {
		return r.maker().Write(tx, founded.Provider.ID, schedule.EntityChat, map[string]wire.Value{schedule.FieldEnabled: settings.Truth(true)})
	}))
	for _, c := range []struct {
		lang, at, reason string
		open             bool
	}{
		{"fr", "2026-06-22T08:59", "Aucun horaire ne couvre ce moment", false},
		{"fr", "2026-06-22T09:00", "En semaine", true}, // Monday
		{"fr", "2026-06-26T16:59", "En semaine", true}, // Friday
		{"fr", "2026-06-22T17:00", "Aucun horaire ne couvre ce moment", false},
		{"fr", "2026-06-27T12:00", "Weekend", false},
		{"fr", "2026-06-28T23:59", "Weekend", false},
		{"en", "2026-06-22T09:00", "Weekdays", true},
		{"en", "2026-06-22T17:00", "No schedule covers this moment", false},
		{"en", "2026-06-27T12:00", "Weekend", false},
	} {
		if s := r.nordet(c.lang, c.at); s.Open != c.open || s.Reason != c.reason {
			t.Errorf("%s %s: %+v", c.lang, c.at, s)
		}
	}
}

// nordet asks the public status of the new provider at a local date-time.
func (r *rig) nordet(lang, at string) (s wire.ChatStatus) {
	r.t.Helper()
	a := r.do(request{method: "GET", path: "/p/nordet/chat-status?lang=" + lang + "&at=" + at})
	if a.status != 200 || json.Unmarshal(a.body, &s) != nil {
		r.t.Fatalf("%s: %d %s", at, a.status, a.body)
	}
	return s
}

// Providers who were there before keep what they have, and a refusal leaves no hours behind.
func TestUsualHoursComeOnce(t *testing.T) {
	r := newRig(t)
	in := provisioning.Provider{Slug: "nordet", Profile: settings.DefaultProfile("Nordet")}
	_, err := r.maker().Found(t.Context(), r.store, in, "luc@nordet.example")
	r.must(err)
	before := r.dump()
	_, err = r.maker().Found(t.Context(), r.store, in, "luc@nordet.example")
	if key, _ := fault.KeyOf(err); key != "server.provider_slug_taken" || r.dump() != before {
		t.Errorf("a second founding: %v", err)
	}
	in.Slug = "suroit" // refused at its last step, once the hours are written
	_, err = r.maker().Found(t.Context(), r.store, in, "nobody")
	if key, _ := fault.KeyOf(err); key != "server.bad_email" || r.dump() != before {
		t.Errorf("no primary administrator: %v", err)
	}
	if items, _ := r.everything(r.provider.ID); slices.ContainsFunc(items, func(it wire.Item) bool { return it.Entity != settings.EntityProfile }) {
		t.Error("a provider who was there before got something")
	}
}
