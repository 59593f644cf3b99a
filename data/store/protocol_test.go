package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/blob"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// The fixed scene of the tests below: a provider with a primary administrator and a delegate, who is signed in.
const (
	sceneProvider = "p1"
	scenePrimary  = "person-1"
	sceneDelegate = "person-2"
	sceneSession  = "session-2"
)

var (
	sceneNow   = time.Date(2026, 6, 24, 16, 0, 0, 0, time.UTC)
	sceneSpace = syncing.ProviderSpace(sceneProvider)
)

// onBoth runs a test on SQLite and on PostgreSQL.
func onBoth(t *testing.T, run func(t *testing.T, s *Server)) {
	t.Helper()
	for name, open := range map[string]func(testing.TB) *Server{"sqlite": newServer, "postgres": newPostgres} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			inWrite(t, s, func(tx *Tx) error {
				_, err := tx.NewSpace(sceneSpace)
				return errors.Join(err,
					tx.AddProvider(Provider{ID: sceneProvider, Slug: "boreale", CreatedAt: sceneNow}),
					tx.AddPerson(Person{ID: scenePrimary, Email: "one@b.example", Name: "Une", Code: "100001"}),
					tx.AddPerson(Person{ID: sceneDelegate, Email: "two@b.example", Name: "Deux", Code: "100002"}),
					tx.AddMember(access.Member{Provider: sceneProvider, Person: scenePrimary, Role: access.Primary}, sceneNow),
					tx.AddMember(access.Member{Provider: sceneProvider, Person: sceneDelegate, Role: access.Delegate}, sceneNow),
					tx.PutDevice(Device{ID: "device-2", Person: sceneDelegate, Name: "Poste 2"}),
					tx.AddSession(Session{
						ID: sceneSession, TokenHash: "hash-2", Person: sceneDelegate, Device: "device-2", ExpiresAt: sceneNow.Add(time.Hour),
					}))
			})
			run(t, s)
		})
	}
}

func inWrite(t *testing.T, s *Server, f func(tx *Tx) error) {
	t.Helper()
	mustDo(t, s.Write(t.Context(), f))
}

func inRead(t *testing.T, s *Server, f func(tx *Tx) error) {
	t.Helper()
	mustDo(t, s.Read(t.Context(), f))
}

func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestServerBlobs(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Server) {
		body := []byte("\x00\xff any bytes '\"")
		want := Blob{
			Info: blob.Info{SHA256: blob.Hash(body), Type: blob.PNG, Size: len(body), Width: 3, Height: 4},
			Body: body, CreatedAt: sceneNow, UnusedSince: sceneNow,
		}
		inWrite(t, s, func(tx *Tx) error {
			other := want
			other.Body, other.CreatedAt = []byte("never"), sceneNow.Add(time.Hour)
			return errors.Join(tx.PutBlob(sceneProvider, want), tx.PutBlob(sceneProvider, other)) // the first stays
		})
		inRead(t, s, func(tx *Tx) error {
			got, err := tx.Blob(sceneProvider, want.SHA256)
			same(t, "blob", got, want)
			missing, failure := tx.MissingBlobs(sceneProvider, []string{"x", want.SHA256, "y"})
			same(t, "missing", missing, []string{"x", "y"})
			_, none := tx.Blob("p2", want.SHA256)
			if !fault.Is(none, fault.NotFound) {
				t.Errorf("another provider's: %v", none)
			}
			return errors.Join(err, failure)
		})
		later := sceneNow.Add(48 * time.Hour)
		inWrite(t, s, func(tx *Tx) error {
			return errors.Join(tx.KeepBlobs(sceneProvider, []string{want.SHA256, "x"}, later, sceneNow.Add(time.Hour)))
		})
		inRead(t, s, func(tx *Tx) error {
			states, err := tx.BlobStates(sceneProvider)
			same(t, "states", states, []BlobState{{SHA256: want.SHA256, UnusedSince: later}})
			old, failure := tx.AnyBlobUnusedSince(sceneProvider, []string{want.SHA256}, later)
			if old {
				t.Error("a blob that was kept is old")
			}
			return errors.Join(err, failure)
		})
	})
}

func TestServerFindsReferences(t *testing.T) {
	ref := func(c string) wire.Value { return wire.Value(`{"sha256":"` + c + `"}`) }
	onBoth(t, func(t *testing.T, s *Server) {
		inWrite(t, s, func(tx *Tx) error {
			item := func(rev int64, field string, v wire.Value) error {
				return tx.PutItem(sceneSpace, wire.Item{Entity: "branding", Field: field, Value: v, Rev: rev, Audience: access.Everyone})
			}
			return errors.Join(item(1, "logo", ref("a")), item(2, "name", wire.Value(`"x"`)),
				tx.AppendHistory(sceneSpace, syncing.History{Rev: 1, Entity: "branding", Field: "logo", Old: ref("b"), New: ref("c"), At: sceneNow}),
				tx.AppendHistory(sceneSpace, syncing.History{Rev: 2, Entity: "branding", Field: "name", New: wire.Value(`"x"`), At: sceneNow}))
		})
		inRead(t, s, func(tx *Tx) error {
			values, err := tx.ValuesWithBlobs(sceneSpace)
			slices.Sort(values)
			same(t, "values", values, []string{string(ref("a")), string(ref("b")), string(ref("c"))})
			return err
		})
	})
}

// A page of the history never cuts a revision in two.
func TestServerHistoryPages(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Server) {
		inWrite(t, s, func(tx *Tx) error {
			var errs []error
			for _, c := range []struct {
				rev    int64
				fields string
			}{{1, "a"}, {2, "abcde"}, {3, "a"}, {4, "ab"}} {
				for _, f := range c.fields {
					errs = append(errs, tx.AppendHistory(sceneSpace, syncing.History{
						Rev: c.rev, Entity: "event", Field: string(f), Person: scenePrimary, At: sceneNow,
					}))
				}
			}
			return errors.Join(errs...)
		})
		inRead(t, s, func(tx *Tx) error {
			for _, c := range []struct {
				limit int
				want  string
			}{{1, "[4a 4b][3a][2a 2b 2c 2d 2e][1a]"}, {3, "[4a 4b 3a][2a 2b 2c 2d 2e][1a]"}, {6, "[4a 4b 3a][2a 2b 2c 2d 2e 1a]"}, {100, "[4a 4b 3a 2a 2b 2c 2d 2e 1a]"}} {
				got := ""
				for before, pages := int64(1<<62), 0; before != 0 && pages < 10; pages++ {
					changes, next, err := tx.History(sceneSpace, wire.HistoryQuery{Before: before, Limit: c.limit})
					mustDo(t, err)
					page := []string{}
					for _, h := range changes {
						page = append(page, fmt.Sprint(h.Rev, h.Field))
					}
					got, before = got+fmt.Sprint(page), next
				}
				if got = string(bytes.ReplaceAll([]byte(got), []byte("[]"), nil)); got != c.want {
					t.Errorf("limit %d: %s, want %s", c.limit, got, c.want)
				}
			}
			some, _, err := tx.History(sceneSpace, wire.HistoryQuery{Entity: "event", Field: "b", Person: scenePrimary, Before: 4, Limit: 9})
			if len(some) != 1 || some[0].Rev != 2 {
				t.Errorf("filtered: %+v", some)
			}
			return err
		})
	})
}

// Rows come in the order of bytes, whatever the language of the database.
func TestServerDirectories(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Server) {
		var first, second int64
		ids := []string{"B", "a", "b", "é", "ß", "Zoé", "a b", "a-b"}
		inWrite(t, s, func(tx *Tx) (err error) {
			mustDo(t, tx.AddFederation(Federation{ID: "f1", Provider: sceneProvider, CreatedAt: sceneNow}))
			first, err = tx.NewGeneration("f1", sceneNow)
			mustDo(t, err)
			var rows []wire.DirectoryRow
			for _, id := range ids {
				rows = append(rows, wire.DirectoryRow{ID: id, Kind: "user", Body: json.RawMessage(`{"a":1}`)})
			}
			mustDo(t, tx.AddDirectoryRows(first, rows))
			mustDo(t, tx.SwitchGeneration(first, sceneNow))
			second, err = tx.NewGeneration("f1", sceneNow)
			return err
		})
		slices.Sort(ids)
		inRead(t, s, func(tx *Tx) error {
			var got []string
			for after, more := "", true; more; {
				rows, err := tx.DirectoryRows(first, after, 3)
				mustDo(t, err)
				for _, r := range rows {
					after = r.ID
					got = append(got, r.ID)
				}
				more = len(rows) == 3
			}
			same(t, "rows", got, ids)
			of, err := tx.FederationsOf(sceneDelegate)
			same(t, "federations", of, []Federation{{ID: "f1", Provider: sceneProvider, Generation: first, CreatedAt: sceneNow}})
			return err
		})
		inWrite(t, s, func(tx *Tx) error { return tx.SwitchGeneration(second, sceneNow.Add(time.Hour)) })
		inRead(t, s, func(tx *Tx) error {
			g, err := tx.Generation(first)
			same(t, "left", g, Generation{ID: first, Federation: "f1", Size: int64(len(ids)), MadeAt: sceneNow, LeftAt: sceneNow.Add(time.Hour), Cause: wire.ChangeLoad})
			old, failure := tx.OldGenerations(sceneNow.Add(time.Hour))
			same(t, "old", old, []int64{first})
			return errors.Join(err, failure)
		})
		rounds := 0
		for done := false; !done; rounds++ {
			inWrite(t, s, func(tx *Tx) (err error) {
				done, err = tx.DropRows(first, 2)
				return err
			})
		}
		inRead(t, s, func(tx *Tx) error {
			_, err := tx.Generation(first)
			rows, failure := tx.DirectoryRows(first, "", 9)
			if !fault.Is(err, fault.NotFound) || len(rows) != 0 || rounds < 3 {
				t.Errorf("after %d rounds: %v, %d rows", rounds, err, len(rows))
			}
			return failure
		})
	})
}

func TestServerRolesAndRevocation(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Server) {
		second := access.Member{Provider: sceneProvider, Person: sceneDelegate, Role: access.Primary}
		err := s.Write(t.Context(), func(tx *Tx) error { return tx.SetRole(second, sceneNow) })
		if !errors.Is(err, ErrUnique) {
			t.Errorf("two primary administrators: %v", err)
		}
		inWrite(t, s, func(tx *Tx) error {
			first := access.Member{Provider: sceneProvider, Person: scenePrimary, Role: access.Delegate}
			return errors.Join(tx.SetRole(first, sceneNow), tx.SetRole(second, sceneNow), tx.Confirm(sceneSession, "c1", sceneNow), tx.Confirm(sceneSession, "c2", sceneNow))
		})
		inRead(t, s, func(tx *Tx) error {
			members, err := tx.Members(sceneProvider)
			same(t, "members", members, []access.Member{second, {Provider: sceneProvider, Person: scenePrimary, Role: access.Delegate}})
			hash, at, failure := tx.Confirmation(sceneSession)
			same(t, "confirmation", []any{hash, at}, []any{"c2", sceneNow})
			return errors.Join(err, failure)
		})
		inWrite(t, s, func(tx *Tx) error {
			ended, err := tx.RevokeSessions(sceneDelegate, sceneNow)
			same(t, "ended", ended, []string{sceneSession})
			again, failure := tx.RevokeSessions(sceneDelegate, sceneNow)
			same(t, "ended again", len(again), 0)
			return errors.Join(err, failure)
		})
		inWrite(t, s, func(tx *Tx) error {
			yes, err := tx.Revoked("hash-2")
			no, failure := tx.Revoked("hash-1")
			same(t, "revoked", []bool{yes, no}, []bool{true, false})
			if _, _, err := tx.Confirmation(sceneSession); !fault.Is(err, fault.NotFound) {
				t.Errorf("the confirmation outlives its session: %v", err)
			}
			return errors.Join(err, failure, tx.PruneRevoked(sceneNow))
		})
		inWrite(t, s, func(tx *Tx) error {
			yes, err := tx.Revoked("hash-2")
			same(t, "remembered", yes, false)
			return errors.Join(err, tx.AddServerKey("k1", sceneNow), tx.AddServerKey("k2", sceneNow))
		})
		inRead(t, s, func(tx *Tx) error {
			key, err := tx.ServerKey()
			same(t, "key", key, "k1")
			return err
		})
	})
}

func TestDesktopBlobsAndHistory(t *testing.T) {
	d := newDesktop(t)
	body := []byte("\x00\xff")
	kept := blob.Kept{Info: blob.Info{SHA256: blob.Hash(body), Type: blob.GIF, Size: 2, Width: 1, Height: 1}, Body: body, AddedAt: sceneNow}
	mustDo(t, d.PutBlob("s", kept))
	mustDo(t, d.SetBlobSent("s", kept.SHA256, true))
	mustDo(t, d.PutBlob("s", kept)) // what the server has stays known
	kept.Sent = true
	got, err := d.Blob("s", kept.SHA256)
	mustDo(t, err)
	same(t, "blob", got, kept)
	old, err := d.BlobsBefore("s", sceneNow.Add(time.Second))
	mustDo(t, err)
	same(t, "old", old, []string{kept.SHA256})
	mustDo(t, d.DropBlob("s", kept.SHA256))
	if _, err := d.Blob("s", kept.SHA256); !fault.Is(err, fault.NotFound) {
		t.Errorf("after its removal: %v", err)
	}

	keep := func(low, high int64) {
		t.Helper()
		var changes []wire.NamedChange
		for rev := low; rev <= high; rev++ {
			changes = append(changes, wire.NamedChange{
				Change: wire.Change{Rev: rev, Entity: "profile", Field: "name", New: wire.Value(`"x"`), Person: "p", At: sceneNow}, PersonName: "Une",
			})
		}
		mustDo(t, d.KeepHistory("s", changes, wire.Span{Low: low, High: high}))
	}
	for _, c := range []struct {
		low, high int64
		want      []wire.Span
	}{
		{10, 12, []wire.Span{{Low: 10, High: 12}}},
		{1, 3, []wire.Span{{Low: 10, High: 12}, {Low: 1, High: 3}}},
		{4, 5, []wire.Span{{Low: 10, High: 12}, {Low: 1, High: 5}}}, // they touch
		{11, 15, []wire.Span{{Low: 10, High: 15}, {Low: 1, High: 5}}},
		{3, 12, []wire.Span{{Low: 1, High: 15}}},
		{2, 4, []wire.Span{{Low: 1, High: 15}}},
	} {
		keep(c.low, c.high)
		_, spans, err := d.PastHistory("s", wire.HistoryQuery{Before: 100, Limit: 1})
		mustDo(t, err)
		same(t, fmt.Sprint("spans after ", c.low, " to ", c.high), spans, c.want)
	}
	changes, _, err := d.PastHistory("s", wire.HistoryQuery{Before: 15, Entity: "profile", Field: "name", Person: "p", Limit: 2})
	mustDo(t, err)
	if len(changes) != 2 || changes[0].Rev != 14 || changes[0].PersonName != "Une" || !changes[0].At.Equal(sceneNow) {
		t.Errorf("%+v", changes)
	}
	mustDo(t, d.ForgetHistory("s"))
	if changes, spans, err := d.PastHistory("s", wire.HistoryQuery{Before: 100, Limit: 9}); len(changes)+len(spans) != 0 || err != nil {
		t.Errorf("%v %v %v", changes, spans, err)
	}
}
