package demo_test

import (
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/demo"
	"pupitre/data/store"
)

func TestTheDemonstrationHasAFederationWithItsPortal(t *testing.T) {
	st, err := store.OpenServer(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "server.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	o := demo.Options{Now: time.Now, Rand: rand.Reader, Hash: access.HashParams{Memory: 64, Time: 1, Threads: 1}, Sample: true}
	if err := demo.Seed(t.Context(), st, o); err != nil {
		t.Fatal(err)
	}
	err = st.Read(t.Context(), func(tx *store.Tx) error {
		f, err := tx.Federation(demo.Federation)
		if err != nil {
			return err
		}
		g, err := tx.Generation(f.Generation)
		if err != nil {
			return err
		}
		if f.ActiveAt.IsZero() || g.Size < 5000 {
			t.Errorf("active at %v, %d rows", f.ActiveAt, g.Size)
		}
		list, err := tx.PortalAdministrators(demo.Federation)
		supers := 0
		for _, a := range list {
			if a.Access == access.EnterpriseSuperAdmin && a.Password {
				supers++
			}
		}
		if len(list) != 3 || supers != 2 {
			t.Errorf("%d administrators, %d of them Super Admins who can sign in", len(list), supers)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
