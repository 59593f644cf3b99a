package main

import (
	"crypto/rand"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"pupitre/cmd/internal/cli"
	"pupitre/data/access"
	"pupitre/data/demo"
	"pupitre/data/directory"
	"pupitre/data/server"
	"pupitre/data/store"
	"pupitre/data/wire"
)

const ourFederation = "0198c0de-1111-7000-8000-0000000000aa"

// furnish gives a demonstration's database a federation of two accounts that share an extension.
func furnish(t *testing.T, dir string) {
	t.Helper()
	st, err := store.OpenServer(t.Context(), store.Options{Path: filepath.Join(dir, server.DatabaseFile)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	o := demo.Options{Now: time.Now, Rand: rand.Reader, Hash: access.HashParams{Memory: 64, Time: 1, Threads: 1}}
	if err := demo.Seed(t.Context(), st, o); err != nil {
		t.Fatal(err)
	}
	err = st.Write(t.Context(), func(tx *store.Tx) error {
		p, err := tx.ProviderBySlug(demo.Slug)
		if err != nil {
			return err
		}
		if err := tx.AddFederation(store.Federation{ID: ourFederation, Provider: p.ID, Name: "Nos deux comptes", CreatedAt: time.Now()}); err != nil {
			return err
		}
		generation, err := tx.NewGeneration(ourFederation, time.Now())
		if err != nil {
			return err
		}
		var rows []wire.DirectoryRow
		for _, e := range []directory.Entry{
			{ID: "1", Kind: directory.Account, Name: "Érablière Nord"},
			{ID: "2", Kind: directory.Account, Name: "Usine Sud"},
			{ID: "3", Kind: directory.Site, Account: "1", Name: "Siège"},
			{ID: "4", Kind: directory.User, Account: "1", Name: "Zoé Côté", Extension: "201", Site: "3", Phone: "+15145550101"},
			{ID: "5", Kind: directory.User, Account: "2", Name: "Noé Côté", Extension: "201"},
			{ID: "6", Kind: directory.User, Account: "2", Name: "Éva Roy", Extension: "2"},
		} {
			rows = append(rows, e.Row())
		}
		if err := tx.AddDirectoryRows(generation, rows); err != nil {
			return err
		}
		return tx.SwitchGeneration(generation, time.Now())
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSearchAndDial(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	furnish(t, dir)
	running := startDemo(t, dir)
	t.Cleanup(func() { _ = running.Close() })
	s := &shellOf{t: t, data: t.TempDir(), env: map[string]string{"PUPITRE_PASSWORD": demo.Password, "LANG": "fr_CA.UTF-8"}, url: running.URL}
	s.want(cli.Done, "sign-in", s.url, demo.Email)
	here := "--federation=" + ourFederation
	out := s.want(cli.Done, "search", here, "cote")
	if want := "Noé Côté · poste 201 · Usine Sud\nZoé Côté · 514 555-0101 · poste 201 · Érablière Nord\n2 entrées trouvées.\n"; plain(out) != want {
		t.Errorf("%q, want %q", out, want)
	}
	var found foundReport
	if err := json.Unmarshal([]byte(s.want(cli.Done, "search", here, "cote", "--account", "erabliere nord", "--site", "Siège", "--json")), &found); err != nil {
		t.Fatal(err)
	}
	if found.Total != 1 || found.Entries[0].Name != "Zoé Côté" || found.Entries[0].Site != "Siège" {
		t.Errorf("%+v", found)
	}
	want := "Sonne : Noé Côté · poste 201 · Usine Sud\nA le même poste : Zoé Côté · 514 555-0101 · poste 201 · Érablière Nord\n" +
		"Attention : dès le chiffre 1, Éva Roy · poste 2 · Usine Sud sonne déjà.\n"
	if out := plain(s.want(cli.Done, "dial", here, "Usine Sud", "201")); out != want {
		t.Errorf("%q, want %q", out, want)
	}
	var call dialReport
	if err := json.Unmarshal([]byte(s.want(cli.Done, "dial", here, "erabliere nord", "911", "--json")), &call); err != nil || call.Outcome != "emergency" {
		t.Errorf("%+v %v", call, err)
	}
	s.wantSentence(cli.Failed, "ctl.unknown_name", []string{"dial", here, "Ouest", "201"}, "Name", "Ouest")
	s.wantSentence(cli.Failed, "ctl.search_limit", []string{"search", here, "--limit", "0"}, "Max", maxFound)
	s.wantSentence(cli.Failed, "ctl.which_federation", []string{"search", "--federation", "nobody"})
	s.wantSentence(cli.Failed, "directory.sort_unknown", []string{"search", here, "--sort", "shoes"}, "Name", "shoes")
}

// plain is a text with ordinary spaces.
func plain(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }
