package desk_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/remote"
	"pupitre/data/server"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// directorySize is how many rows BenchmarkDirectory reads; PUPITRE_BENCH_ROWS=1000000 for the figure of the documents.
func directorySize(b *testing.B) int {
	b.Helper()
	text := os.Getenv("PUPITRE_BENCH_ROWS")
	if text == "" {
		return 50_000
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

func benchRow(i int) wire.DirectoryRow {
	body := fmt.Sprintf(`{"account":"a%03d","name":"Personne %d Tremblay","phone":"+1514555%04d","extension":"%d","department":"Ventes"}`,
		i%300, i, 100+i%100, 3000+i%7000)
	return wire.DirectoryRow{ID: fmt.Sprintf("0198c0de-%08d", i), Kind: "user", Body: json.RawMessage(body)}
}

// BenchmarkDirectory compares the first reading of a directory over loopback with the plain insertion of the same rows into
// the same kind of file.
func BenchmarkDirectory(b *testing.B) {
	n := directorySize(b)
	db, err := store.OpenServer(b.Context(), store.Options{Path: filepath.Join(b.TempDir(), "server.db")})
	check(b, err)
	o := server.Options{Store: db, Hash: access.HashParams{Memory: 64, Time: 1, Threads: 1}}
	s, err := server.New(o)
	check(b, err)
	hash, err := access.HashPassword(rand.Reader, o.Hash, realPassword)
	check(b, err)
	maker := provisioning.Provisioner{Now: time.Now, Rand: rand.Reader}
	check(b, db.Write(b.Context(), func(tx *store.Tx) error {
		p, err := maker.AddProvider(tx, provisioning.Provider{Slug: "boreale", Profile: settings.DefaultProfile("Boréale")})
		if err != nil {
			return err
		}
		if _, err = maker.AddPerson(tx, p.ID, provisioning.Person{Email: "a@b.example", Password: hash, Role: access.Primary}); err != nil {
			return err
		}
		return tx.AddFederation(store.Federation{ID: "f1", Provider: p.ID})
	}))
	_, err = s.LoadDirectory(b.Context(), "f1", func(yield func(wire.DirectoryRow) bool) {
		for i := range n {
			if !yield(benchRow(i)) {
				return
			}
		}
	})
	check(b, err)
	running, err := server.Start(b.Context(), "127.0.0.1:0", o)
	check(b, err)
	defer func() { _ = running.Close() }()
	c, err := remote.New(remote.Options{BaseURL: running.URL})
	check(b, err)
	_, err = c.SignIn(b.Context(), wire.SignIn{Email: "a@b.example", Password: realPassword, Device: "0198c0de-0000-7000-8000-000000000001"})
	check(b, err)

	b.Run("read over loopback", func(b *testing.B) {
		for b.Loop() {
			d := benchDirectory(b)
			_, err := desk.ReadDirectory(b.Context(), c, d, wire.DirectorySpace("f1"))
			check(b, err)
			finished(b, d, n)
		}
		b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("plain insertion", func(b *testing.B) {
		rows := make([]wire.DirectoryRow, n)
		for i := range rows {
			rows[i] = benchRow(i)
		}
		for b.Loop() {
			d := benchDirectory(b)
			after := ""
			for at := 0; at < n; at += 10_000 {
				page := rows[at:min(at+10_000, n)]
				check(b, d.AddPage(wire.RowsHead{Generation: 1, Current: 1, Size: int64(n)}, after, page, at+10_000 < n))
				after = page[len(page)-1].ID
			}
			finished(b, d, n)
		}
		b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	})
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func benchDirectory(b *testing.B) *store.Directory {
	b.Helper()
	d, err := store.OpenDirectory(context.Background(), store.Options{Path: filepath.Join(b.TempDir(), "directory.db")})
	check(b, err)
	return d
}

func finished(b *testing.B, d *store.Directory, want int) {
	b.Helper()
	got, err := d.Count("user")
	check(b, err)
	if got != int64(want) {
		b.Fatalf("%d rows, want %d", got, want)
	}
	check(b, d.Close())
}
