package dossier_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"pupitre/data/directory"
	"pupitre/data/directory/dossier"
	"pupitre/data/directory/plan"
	"pupitre/i18n"
)

func content(t *testing.T, users int) dossier.Content {
	t.Helper()
	c := dossier.Content{Federation: "Boréal", Now: time.Date(2026, 6, 24, 12, 0, 0, 0, time.UTC)}
	var list []directory.Entry
	for i, name := range []string{"Siège social", "Usine de Saint-Jean-Port-Joli et entrepôt de L’Islet-sur-Mer", "École"} {
		c.Accounts = append(c.Accounts, directory.Entry{
			ID: fmt.Sprint("a", i), Kind: directory.Account, Name: name, Phone: fmt.Sprintf("+1514555010%d", i), Administrator: "Zoé Côté", Added: "2026-06-24",
		})
		for n := range users {
			list = append(list, directory.Entry{
				ID: fmt.Sprintf("u%d-%04d", i, n), Kind: directory.User, Account: fmt.Sprint("a", i), Name: fmt.Sprint("Noé Lebœuf ", n), Extension: fmt.Sprint(101 + n),
			})
		}
	}
	var err error
	c.Plan, err = plan.Make(t.Context(), func(yield func(directory.Entry, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
	}, plan.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The document has French first, as many pages as it needs, and is the same twice.
func TestPDF(t *testing.T) {
	c := content(t, 60)
	var first, again bytes.Buffer
	for _, w := range []*bytes.Buffer{&first, &again} {
		if err := dossier.PDF(w, c, i18n.For(i18n.French), i18n.For(i18n.English)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), again.Bytes()) {
		t.Error("the same content gives other bytes")
	}
	if pages := bytes.Count(first.Bytes(), []byte("/Type /Page\n")); pages != 8 {
		t.Errorf("%d pages", pages)
	}
	c.Plan = nil
	if err := dossier.PDF(&again, c, i18n.For(i18n.French)); err != nil {
		t.Error(err)
	}
}

func TestCSV(t *testing.T) {
	c := content(t, 1)
	for lang, want := range map[i18n.Language]string{
		i18n.French:  "École;Utilisateur;Noé Lebœuf 0;101;301;Doublon\r\n",
		i18n.English: "École,User,Noé Lebœuf 0,101,301,Duplicate\r\n",
	} {
		var file, accounts bytes.Buffer
		if err := dossier.PlanCSV(&file, i18n.For(lang), c); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(file.String(), want) || strings.Count(file.String(), "\r\n") != 3 {
			t.Errorf("%q, want %q", file.String(), want)
		}
		if err := dossier.AccountsCSV(&accounts, i18n.For(lang), c); err != nil || strings.Count(accounts.String(), "\r\n") != 4 {
			t.Errorf("%q %v", accounts.String(), err)
		}
	}
}

func TestSummary(t *testing.T) {
	c := content(t, 2)
	got := dossier.Summary(i18n.For(i18n.French), c.Plan)
	if len(got) != 3 || !strings.HasPrefix(got[0], "2 postes gardent") || !strings.HasPrefix(got[1], "4 postes changent") {
		t.Errorf("%q", got)
	}
	c.Plan.Optimal, c.Plan.Long = false, 1
	if got := dossier.Summary(i18n.For(i18n.English), c.Plan); len(got) != 4 {
		t.Errorf("%q", got)
	}
}
