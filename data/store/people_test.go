package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/store"
)

// office is a server's store with a provider "p" and the people "a" and "b".
type office struct {
	*testing.T
	*store.Server
}

var monday = time.Date(2026, 6, 22, 13, 5, 0, 123e6, time.UTC)

func newOffice(t *testing.T) office {
	t.Helper()
	s, err := store.OpenServer(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "server.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	o := office{t, s}
	o.write(func(tx *store.Tx) error {
		return errors.Join(
			tx.AddProvider(store.Provider{ID: "p", Slug: "boreale", CreatedAt: monday}),
			tx.AddPerson(store.Person{ID: "a", Email: "A@Boreale.example", Name: "Amélie", Code: "100042", CreatedAt: monday}),
			tx.AddPerson(store.Person{ID: "b", Email: "b@boreale.example", Name: "Benoît", Code: "100043", CreatedAt: monday}),
			tx.AddMember(access.Member{Provider: "p", Person: "a", Role: access.Primary}, monday),
		)
	})
	return o
}

// write must work.
func (o office) write(f func(*store.Tx) error) {
	o.Helper()
	if err := o.Write(context.Background(), f); err != nil {
		o.Fatal(err)
	}
}

// refuses runs what must fail, in a transaction of its own.
func (o office) refuses(name string, want func(error) bool, f func(*store.Tx) error) {
	o.Helper()
	if err := o.Write(context.Background(), f); !want(err) {
		o.Errorf("%s: %v", name, err)
	}
}

func unique(err error) bool   { return errors.Is(err, store.ErrUnique) && fault.Is(err, fault.Conflict) }
func notFound(err error) bool { return fault.Is(err, fault.NotFound) }

func says(key string) func(error) bool {
	return func(err error) bool {
		got, _ := fault.KeyOf(err)
		return fault.Is(err, fault.Conflict) && got == key
	}
}

func TestPeople(t *testing.T) {
	o := newOffice(t)
	want := store.Person{ID: "a", Email: "a@boreale.example", Name: "Amélie", Code: "100042", CreatedAt: monday}
	o.write(func(tx *store.Tx) error {
		got, err := tx.Person("a")
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s %v", diff, err)
		}
		byMail, err := tx.PersonByEmail("  a@BOREALE.example")
		if diff := cmp.Diff(want, byMail); diff != "" || err != nil {
			t.Errorf("%s %v", diff, err)
		}
		taken, err := tx.CodeTaken("100042")
		free, err2 := tx.CodeTaken("999999")
		if !taken || free || err != nil || err2 != nil {
			t.Errorf("codes: %v %v %v %v", taken, free, err, err2)
		}
		return errors.Join(tx.SetLogin("a", "Amélie G.", "hash"), tx.SetPassword("b", "hash2"))
	})
	o.write(func(tx *store.Tx) error {
		a, err := tx.Person("a")
		b, err2 := tx.Person("b")
		if a.Name != "Amélie G." || a.Password != "hash" || b.Password != "hash2" || b.Name != "Benoît" {
			t.Errorf("%+v %+v", a, b)
		}
		return errors.Join(err, err2)
	})
	someone := func(id, email, code string) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return tx.AddPerson(store.Person{ID: id, Email: email, Code: code, CreatedAt: monday})
		}
	}
	o.refuses("the same address in capitals", unique, someone("c", "A@BOREALE.EXAMPLE", "100044"))
	o.refuses("the same code", unique, someone("c", "c@boreale.example", "100042"))
	o.refuses("the same id", unique, someone("a", "c@boreale.example", "100044"))
	o.refuses("nobody", notFound, func(tx *store.Tx) error { _, err := tx.Person("z"); return err })
	o.refuses("no such address", notFound, func(tx *store.Tx) error { _, err := tx.PersonByEmail("z"); return err })
	o.refuses("password of nobody", notFound, func(tx *store.Tx) error { return tx.SetPassword("z", "x") })
	o.refuses("login of nobody", notFound, func(tx *store.Tx) error { return tx.SetLogin("z", "x", "x") })
}

func TestProvidersAndMembers(t *testing.T) {
	o := newOffice(t)
	o.write(func(tx *store.Tx) error {
		return errors.Join(
			tx.AddProvider(store.Provider{ID: "q", Slug: "abitibi", CreatedAt: monday}),
			tx.AddMember(access.Member{Provider: "p", Person: "b", Role: access.Delegate}, monday.Add(-time.Hour)),
			tx.AddMember(access.Member{Provider: "q", Person: "b", Role: access.Primary}, monday),
		)
	})
	o.write(func(tx *store.Tx) error {
		providers, err := tx.Providers()
		bySlug, err2 := tx.ProviderBySlug("boreale")
		byID, err3 := tx.Provider("p")
		if len(providers) != 2 || providers[0].Slug != "abitibi" || bySlug != byID || !byID.CreatedAt.Equal(monday) {
			t.Errorf("%+v %+v %+v", providers, bySlug, byID)
		}
		members, err4 := tx.Members("p")
		if diff := cmp.Diff([]access.Member{{Provider: "p", Person: "a", Role: "primary"}, {Provider: "p", Person: "b", Role: "delegate"}}, members); diff != "" {
			t.Errorf("the primary comes first, whoever came earlier: %s", diff)
		}
		own, err5 := tx.Memberships("b")
		if diff := cmp.Diff([]access.Member{{Provider: "q", Person: "b", Role: "primary"}, {Provider: "p", Person: "b", Role: "delegate"}}, own); diff != "" {
			t.Errorf("by slug: %s", diff)
		}
		return errors.Join(err, err2, err3, err4, err5)
	})
	o.refuses("slug taken", unique, func(tx *store.Tx) error {
		return tx.AddProvider(store.Provider{ID: "r", Slug: "boreale"})
	})
	o.refuses("no such slug", notFound, func(tx *store.Tx) error { _, err := tx.ProviderBySlug("z"); return err })
	o.refuses("no such provider", notFound, func(tx *store.Tx) error { _, err := tx.Provider("z"); return err })
	o.refuses("a second role", unique, func(tx *store.Tx) error {
		return tx.AddMember(access.Member{Provider: "p", Person: "b", Role: access.Support}, monday)
	})
	o.write(func(tx *store.Tx) error { return tx.RemoveMember("p", "b") })
	o.refuses("a second primary", unique, func(tx *store.Tx) error {
		return tx.AddMember(access.Member{Provider: "p", Person: "b", Role: access.Primary}, monday)
	})
	o.refuses("nobody to remove", notFound, func(tx *store.Tx) error { return tx.RemoveMember("p", "b") })
	o.refuses("member who is nobody", func(err error) bool { return errors.Is(err, store.ErrForeignKey) }, func(tx *store.Tx) error {
		return tx.AddMember(access.Member{Provider: "p", Person: "z", Role: access.Support}, monday)
	})
	o.refuses("role that is none", func(err error) bool { return err != nil && !unique(err) }, func(tx *store.Tx) error {
		return tx.AddMember(access.Member{Provider: "p", Person: "b", Role: "king"}, monday)
	})
}

func TestDevicesStayWithTheirPerson(t *testing.T) {
	o := newOffice(t)
	d := store.Device{ID: "d", Person: "a", Name: "bureau", CreatedAt: monday, SeenAt: monday}
	o.write(func(tx *store.Tx) error { return tx.PutDevice(d) })
	later := d
	later.Name, later.CreatedAt, later.SeenAt = "portable", monday.Add(time.Hour), monday.Add(time.Hour)
	o.write(func(tx *store.Tx) error { return tx.PutDevice(later) })
	o.refuses("of somebody else", says("server.device_taken"), func(tx *store.Tx) error {
		return tx.PutDevice(store.Device{ID: "d", Person: "b", Name: "x"})
	})
	o.write(func(tx *store.Tx) error {
		got, err := tx.Device("d")
		want := store.Device{ID: "d", Person: "a", Name: "portable", CreatedAt: monday, SeenAt: monday.Add(time.Hour)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		return err
	})
	o.refuses("no such device", notFound, func(tx *store.Tx) error { _, err := tx.Device("z"); return err })
}

func TestSessions(t *testing.T) {
	o := newOffice(t)
	end := monday.Add(time.Hour)
	session := func(id, person, device string) store.Session {
		return store.Session{ID: id, TokenHash: "hash-" + id, Person: person, Device: device, CreatedAt: monday, SeenAt: monday, ExpiresAt: end}
	}
	o.write(func(tx *store.Tx) error {
		return errors.Join(
			tx.PutDevice(store.Device{ID: "d", Person: "a"}), tx.PutDevice(store.Device{ID: "e", Person: "a"}), tx.PutDevice(store.Device{ID: "f", Person: "b"}),
			tx.AddSession(session("1", "a", "d")), tx.AddSession(session("2", "a", "e")), tx.AddSession(session("3", "b", "f")),
		)
	})
	live := func(at time.Time) (out string) {
		o.write(func(tx *store.Tx) error {
			for _, id := range []string{"1", "2", "3"} {
				if s, err := tx.SessionByToken("hash-"+id, at); err == nil {
					out += s.ID
				} else if !notFound(err) {
					return err
				}
			}
			return nil
		})
		return out
	}
	for _, step := range []struct {
		name string
		do   func(*store.Tx) error
		at   time.Time
		want string
	}{
		{"all", func(*store.Tx) error { return nil }, monday, "123"},
		{"at the end", func(*store.Tx) error { return nil }, end, ""},
		{"one prolonged", func(tx *store.Tx) error { return tx.TouchSession("1", end, end.Add(time.Hour)) }, end, "1"},
		{"one that is not there", func(tx *store.Tx) error { return tx.TouchSession("9", end, end) }, monday, "123"},
		{"device d", func(tx *store.Tx) error { return tx.EndDeviceSessions("d") }, monday, "23"},
		{"one ended twice", func(tx *store.Tx) error { return errors.Join(tx.EndSession("2"), tx.EndSession("2")) }, monday, "3"},
		{"those of nobody", func(tx *store.Tx) error { return tx.EndSessionsOf("a") }, monday, "3"},
		{"pruned too early", func(tx *store.Tx) error { return tx.PruneSessions(end.Add(-time.Millisecond)) }, monday, "3"},
		{"pruned", func(tx *store.Tx) error { return tx.PruneSessions(end) }, monday, ""},
	} {
		o.write(step.do)
		if got := live(step.at); got != step.want {
			t.Errorf("%s: %q live, want %q", step.name, got, step.want)
		}
	}
	o.refuses("a device that is not there", func(err error) bool { return errors.Is(err, store.ErrForeignKey) }, func(tx *store.Tx) error {
		return tx.AddSession(session("4", "a", "z"))
	})
}

func TestSessionOfADisabledPersonIsOver(t *testing.T) {
	o := newOffice(t)
	o.write(func(tx *store.Tx) error {
		return errors.Join(
			tx.AddPerson(store.Person{ID: "c", Email: "c@boreale.example", Code: "100044", CreatedAt: monday, DisabledAt: monday}),
			tx.PutDevice(store.Device{ID: "g", Person: "c"}),
			tx.AddSession(store.Session{ID: "1", TokenHash: "h", Person: "c", Device: "g", CreatedAt: monday, ExpiresAt: monday.Add(time.Hour)}),
		)
	})
	o.refuses("disabled", notFound, func(tx *store.Tx) error { _, err := tx.SessionByToken("h", monday); return err })
}

func TestInvites(t *testing.T) {
	o := newOffice(t)
	invite := store.Invite{SecretHash: "h", Provider: "p", Person: "b", CreatedAt: monday, ExpiresAt: monday.Add(time.Hour)}
	o.write(func(tx *store.Tx) error { return tx.AddInvite(invite) })
	o.write(func(tx *store.Tx) error {
		got, err := tx.Invite("h")
		if diff := cmp.Diff(invite, got); diff != "" {
			t.Error(diff)
		}
		return err
	})
	o.write(func(tx *store.Tx) error { return tx.SpendInvite("h", monday.Add(time.Minute)) })
	o.refuses("spent twice", says("server.invite_used"), func(tx *store.Tx) error { return tx.SpendInvite("h", monday) })
	o.write(func(tx *store.Tx) error {
		got, err := tx.Invite("h")
		if !got.UsedAt.Equal(monday.Add(time.Minute)) {
			t.Errorf("used at %v", got.UsedAt)
		}
		return err
	})
	o.refuses("no such invite", notFound, func(tx *store.Tx) error { _, err := tx.Invite("z"); return err })
	o.refuses("the same secret", unique, func(tx *store.Tx) error { return tx.AddInvite(invite) })
}

// Where a person belongs, and whether they are let in, is of one provider; who has no place left may not sign in at all.
func TestPlaces(t *testing.T) {
	o := newOffice(t)
	o.write(func(tx *store.Tx) error {
		return errors.Join(
			tx.AddProvider(store.Provider{ID: "q", Slug: "quest", CreatedAt: monday}),
			tx.AddMember(access.Member{Provider: "p", Person: "b", Role: access.Reseller, Reseller: "r", Lead: true}, monday),
			tx.AddMember(access.Member{Provider: "q", Person: "b", Role: access.Primary}, monday),
			tx.AddFederation(store.Federation{ID: "f", Provider: "p", CreatedAt: monday}),
			tx.PutDevice(store.Device{ID: "d", Person: "b", SeenAt: monday.Add(-time.Hour)}),
			tx.AddSession(store.Session{ID: "s", TokenHash: "h", Person: "b", Device: "d", SeenAt: monday, ExpiresAt: monday.Add(time.Hour)}),
		)
	})
	entry := func() (e store.Entry) {
		t.Helper()
		o.write(func(tx *store.Tx) (err error) {
			e, err = tx.RosterEntry("p", "b")
			return err
		})
		return e
	}
	want := store.Entry{
		Member: access.Member{Provider: "p", Person: "b", Role: access.Reseller, Reseller: "r", Lead: true},
		Name:   "Benoît", Email: "b@boreale.example", Code: "100043", SeenAt: monday,
	}
	if diff := cmp.Diff(want, entry()); diff != "" {
		t.Error(diff)
	}
	o.write(func(tx *store.Tx) error { return tx.ShutOut("p", "b", monday) })
	want.DisabledAt = monday
	if diff := cmp.Diff(want, entry()); diff != "" {
		t.Error(diff)
	}
	o.write(func(tx *store.Tx) error {
		if _, err := tx.Member("provider:p", "b"); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody who is shut out is a member: %v", err)
		}
		own, err := tx.Memberships("b")
		if len(own) != 1 || own[0].Provider != "q" {
			t.Errorf("places: %v %v", own, err)
		}
		if f, err := tx.FederationsOf("b"); len(f) != 0 || err != nil {
			t.Errorf("directories: %v %v", f, err)
		}
		if places, active, err := tx.OtherPlaces("b", "q"); places != 1 || active != 0 || err != nil {
			t.Errorf("%d %d %v", places, active, err)
		}
		if everybody, err := tx.Roster("p"); len(everybody) != 2 || everybody[0].Person != "a" || err != nil {
			t.Errorf("%v %v", everybody, err)
		}
		return errors.Join(tx.ShutOut("p", "b", time.Time{}), tx.SetPlace(access.Member{Provider: "p", Person: "b"}))
	})
	want.DisabledAt, want.Reseller, want.Lead = time.Time{}, "", false
	if diff := cmp.Diff(want, entry()); diff != "" {
		t.Error(diff)
	}
	o.refuses("a place that is not there", isNotFound, func(tx *store.Tx) error { return tx.ShutOut("p", "z", monday) })
}

func isNotFound(err error) bool { return fault.Is(err, fault.NotFound) }

func TestSessionsOfAProvider(t *testing.T) {
	o := newOffice(t)
	later := monday.Add(time.Hour)
	o.write(func(tx *store.Tx) error {
		return errors.Join(
			tx.PutDevice(store.Device{ID: "d", Person: "a", Name: "portable"}),
			tx.PutDevice(store.Device{ID: "e", Person: "b", Name: "ailleurs"}),
			tx.AddSession(store.Session{ID: "1", TokenHash: "1", Person: "a", Device: "d", CreatedAt: monday, SeenAt: monday, ExpiresAt: later}),
			tx.AddSession(store.Session{ID: "2", TokenHash: "2", Person: "a", Device: "d", CreatedAt: monday, SeenAt: later, ExpiresAt: later}),
			tx.AddSession(store.Session{ID: "3", TokenHash: "3", Person: "b", Device: "e", CreatedAt: monday, SeenAt: later, ExpiresAt: later}),
		)
	})
	o.write(func(tx *store.Tx) error {
		ids := func(person string, now time.Time, limit int) (out string) {
			list, err := tx.SessionsAt("p", person, now, limit)
			if err != nil {
				t.Error(err)
			}
			for _, s := range list {
				out += s.ID + s.Name + s.Device + " "
			}
			return out
		}
		for _, c := range []struct {
			person string
			now    time.Time
			limit  int
			want   string
		}{
			{"", monday, 9, "2Amélieportable 1Amélieportable "}, // b works for nobody here
			{"", monday, 1, "2Amélieportable "},
			{"a", monday, 9, "2Amélieportable 1Amélieportable "},
			{"b", monday, 9, ""},
			{"", later, 9, ""},
		} {
			if got := ids(c.person, c.now, c.limit); got != c.want {
				t.Errorf("%+v: %q", c, got)
			}
		}
		if _, err := tx.SessionAt("p", "3"); !isNotFound(err) {
			t.Errorf("a session of somebody of another provider: %v", err)
		}
		ended, err := tx.EndOtherSessions("a", "2")
		if len(ended) != 1 || ended[0] != "1" || ids("", monday, 9) != "2Amélieportable " {
			t.Errorf("%v %v", ended, err)
		}
		return err
	})
}

func TestKioskCodesServeOnce(t *testing.T) {
	o := newOffice(t)
	code := store.KioskCode{
		SecretHash: "h", Provider: "p", Federation: "f", Name: "Comptoir", Pin: "x", Person: "a", CreatedAt: monday, ExpiresAt: monday.Add(time.Hour),
	}
	o.write(func(tx *store.Tx) error {
		if err := tx.AddKioskCode(code); err != nil {
			return err
		}
		got, err := tx.KioskCode("h", monday)
		if diff := cmp.Diff(code, got); diff != "" {
			t.Error(diff)
		}
		if _, err := tx.KioskCode("h", code.ExpiresAt); !isNotFound(err) {
			t.Errorf("a code that has expired: %v", err)
		}
		return errors.Join(err, tx.PruneKioskCodes(monday), tx.SpendKioskCode("h"))
	})
	o.refuses("a second time", isNotFound, func(tx *store.Tx) error { return tx.SpendKioskCode("h") })
}

func TestNamesAndAddressesOfPeople(t *testing.T) {
	o := newOffice(t)
	o.write(func(tx *store.Tx) error {
		err := errors.Join(tx.SetName("a", "Amélie Roy"), tx.SetEmail("a", " Amelie@Boreale.example"), tx.DisablePerson("a", monday))
		p, _ := tx.PersonByEmail("amelie@boreale.example")
		if p.Name != "Amélie Roy" || !p.DisabledAt.Equal(monday) {
			t.Errorf("%+v", p)
		}
		return err
	})
	o.refuses("an address that somebody has", func(err error) bool { return errors.Is(err, store.ErrUnique) },
		func(tx *store.Tx) error { return tx.SetEmail("a", "B@boreale.example") })
}
