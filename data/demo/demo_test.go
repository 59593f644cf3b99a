package demo_test

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/blob"
	"pupitre/data/demo"
	"pupitre/data/server"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// The password of the demonstration obeys the rule that it shows, for each of its people.
func TestPasswordObeysTheRule(t *testing.T) {
	if got := access.PasswordProblems(demo.Password, demo.Email, demo.Name); got != nil {
		t.Errorf("broken: %v", got)
	}
}

func TestSeedOnce(t *testing.T) {
	st, err := store.OpenServer(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "server.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	o := demo.Options{Now: time.Now, Rand: rand.Reader, Hash: access.HashParams{Memory: 64, Time: 1, Threads: 1}}
	var first string
	for range 2 {
		if err := demo.Seed(t.Context(), st, o); err != nil {
			t.Fatal(err)
		}
		got := describe(t, st)
		if first == "" {
			first = got
		} else if got != first {
			t.Errorf("the second time changed something:\n%s\n%s", first, got)
		}
	}
	for role, want := range map[access.Role]int{access.Primary: 1, access.Delegate: 1, access.Reseller: 4, access.Support: 3} {
		if got := strings.Count(first, string(role)+" "); got != want {
			t.Errorf("%d of role %s, want %d", got, role, want)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(first), "\n") {
		if !strings.HasSuffix(line, ".example") { // RFC 2606: nobody's address
			t.Errorf("%s could be a real address", line)
		}
	}
}

// What is there from the beginning is stored as if people had entered it, and each reseller has its people.
func TestSettingsObeyTheRules(t *testing.T) {
	for name, sampled := range map[string]bool{"bare": false, "sample": true} {
		t.Run(name, func(t *testing.T) {
			st, p := seeded(t, sampled)
			err := st.Read(t.Context(), func(tx *store.Tx) error {
				items, err := tx.Items(syncing.ProviderSpace(p.ID), 0, access.Member{Role: access.Primary}.Audiences(), 1000)
				if len(items) < 20 {
					t.Errorf("only %d items", len(items))
				}
				for _, it := range items {
					if err := settings.CheckField(it.Entity, it.Field, it.Value); err != nil {
						t.Errorf("%s %s %s: %v", it.Entity, it.Field, it.Value, err)
					}
				}
				if err != nil {
					return err
				}
				people, err := tx.Roster(p.ID)
				leads := map[string]int{}
				for _, e := range people {
					if e.Role == access.Reseller && e.Lead {
						leads[e.Reseller]++
					}
				}
				if len(leads) != 3 || leads[demo.Saguenay] != 1 || leads[demo.NorthLink] != 1 || leads[demo.CoteNord] != 1 {
					t.Errorf("administrators of resellers: %v", leads)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// The sample leaves nothing to set, warns of nothing, and shows its pictures; the provider without it has all to set.
func TestTheSampleIsComplete(t *testing.T) {
	_, full := stored(t, true)
	around := settings.Around{Now: time.Now(), Delegates: 1}
	if gaps := settings.Gaps(full, around); len(gaps) > 0 {
		t.Errorf("missing: %+v", gaps)
	}
	st, p := seeded(t, true)
	look := full.Branding()
	for name, ref := range map[string]*wire.BlobRef{"logo": look.Logo, "favicon": look.Favicon} {
		err := st.Read(t.Context(), func(tx *store.Tx) error {
			b, err := tx.Blob(p.ID, ref.SHA256)
			if err == nil && (b.Ref() != *ref || blob.Hash(b.Body) != ref.SHA256) {
				t.Errorf("%s: %+v, want %+v", name, b.Ref(), *ref)
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, number := range phones(full) {
		if !strings.Contains(number, "55501") {
			t.Errorf("%s could be somebody's number", number)
		}
	}
	for language, want := range map[string]int{"fr": 3, "en": 3} {
		if got := full.Chat().Weekly(language); len(got) != want {
			t.Errorf("%s: %d schedules", language, len(got))
		}
		plan, err := full.Chat().Plan(language)
		if err != nil {
			t.Fatal(err)
		}
		if warnings := plan.Warnings(time.Now()); len(warnings) > 0 {
			t.Errorf("%s: %+v", language, warnings)
		}
		noon := time.Date(2026, 11, 24, 12, 30, 0, 0, plan.Zone) // a Tuesday
		if plan.At(noon).Open || !plan.At(noon.Add(-2*time.Hour)).Open {
			t.Errorf("%s: the lunch break does not close the chat", language)
		}
	}
	if _, bare := stored(t, false); len(settings.Gaps(bare, around)) < 5 {
		t.Error("without the sample, all is to be set")
	}
}

func phones(v settings.Values) (out []string) {
	out = append(out, v.Support().Phone)
	for _, t := range v.Telephony() {
		out = append(out, t.Phone)
	}
	for _, r := range v.Resellers() {
		out = append(out, r.Phone)
	}
	return out
}

// seeded is a store with the demonstration's provider.
func seeded(t *testing.T, sampled bool) (*store.Server, store.Provider) {
	t.Helper()
	st, err := store.OpenServer(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "server.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	o := demo.Options{Now: time.Now, Rand: rand.Reader, Hash: access.HashParams{Memory: 64, Time: 1, Threads: 1}, Sample: sampled}
	if err := demo.Seed(t.Context(), st, o); err != nil {
		t.Fatal(err)
	}
	var p store.Provider
	if err := st.Read(t.Context(), func(tx *store.Tx) (err error) { p, err = tx.ProviderBySlug(demo.Slug); return err }); err != nil {
		t.Fatal(err)
	}
	return st, p
}

// stored is what the provider's space holds.
func stored(t *testing.T, sampled bool) (store.Provider, settings.Values) {
	t.Helper()
	st, p := seeded(t, sampled)
	v := settings.Values{}
	err := st.Read(t.Context(), func(tx *store.Tx) error {
		items, err := tx.Items(syncing.ProviderSpace(p.ID), 0, access.Member{Role: access.Primary}.Audiences(), 1000)
		for _, it := range items {
			if v[it.Entity] == nil {
				v[it.Entity] = map[string]wire.Value{}
			}
			v[it.Entity][it.Field] = it.Value
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p, v
}

func describe(t *testing.T, st *store.Server) string {
	t.Helper()
	var b strings.Builder
	err := st.Read(t.Context(), func(tx *store.Tx) error {
		p, err := tx.ProviderBySlug(demo.Slug)
		if err != nil {
			return err
		}
		members, err := tx.Members(p.ID)
		if err != nil {
			return err
		}
		for _, m := range members {
			person, err := tx.Person(m.Person)
			if err != nil {
				return err
			}
			b.WriteString(string(m.Role) + " " + person.ID + " " + person.Code + " " + person.Name + " " + person.Email + "\n")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestStartKeepsItsData(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		running, err := demo.Start(context.WithoutCancel(t.Context()), dir, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if !server.IsLoopback(strings.TrimPrefix(running.URL, "http://")) {
			t.Errorf("%s is not of this computer alone", running.URL)
		}
		if body := get(t, running.URL+"/p/"+demo.Slug); !strings.Contains(body, demo.Name) {
			t.Errorf("the page: %s", body)
		}
		if err := running.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
