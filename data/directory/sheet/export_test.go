package sheet_test

import (
	"bytes"
	"strings"
	"testing"

	"pupitre/data/directory"
	"pupitre/data/directory/sample"
	"pupitre/data/directory/sheet"
	"pupitre/i18n"
)

// Every field, category and type that a file names is known again, in both languages.
func TestExportedWordsAreKnown(t *testing.T) {
	for _, lang := range []i18n.Language{i18n.French, i18n.English} {
		p := i18n.For(lang)
		var titles []string
		for _, f := range sheet.Fields() {
			titles = append(titles, sheet.Title(p, f))
		}
		for i, f := range sheet.Propose(titles) {
			if f != sheet.Fields()[i] {
				t.Errorf("%s: %q means %q", lang, titles[i], f)
			}
		}
	}
}

// A directory that is exported and imported again is the same.
func TestRoundTrip(t *testing.T) {
	known := sheet.NewKnown()
	var list, places []directory.Entry
	for row := range sample.Federation(sample.Options{Seed: 4, Accounts: 3, Entries: 900}) {
		e, err := directory.Decode(row)
		if err != nil {
			t.Fatal(err)
		}
		known.Add(e)
		list, places = append(list, e), append(places, e)
	}
	entries := func(yield func(directory.Entry, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
	}
	for _, lang := range []i18n.Language{i18n.French, i18n.English} {
		var file bytes.Buffer
		if err := sheet.Write(&file, i18n.For(lang), directory.NewNames(places), entries); err != nil {
			t.Fatal(err)
		}
		h, err := sheet.Look(bytes.NewReader(file.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		fresh := sheet.NewKnown()
		for _, e := range list {
			fresh.Add(e)
		}
		im := sheet.Importer{Columns: h.Columns, Known: fresh, NewID: func() (string, error) { t.Fatal("an entry is made"); return "", nil }}
		in := sheet.NewReader(bytes.NewReader(file.Bytes()), h.Format)
		_, _ = in.Next() // the titles
		var records []sheet.Record
		for range list {
			rec, err := in.Next()
			if err != nil {
				t.Fatal(err)
			}
			im.Survey(rec)
			records = append(records, rec)
		}
		im.Settle()
		for i, e := range list {
			rec := records[i]
			out, err := im.Row(rec)
			if err != nil || len(out.Reasons) > 0 || out.ID != e.ID {
				t.Fatalf("%+v: %s %v", e, result(out), err)
			}
			for field, value := range out.Set {
				if field != string(sheet.Administrator) && e.Value(directory.Column(field)) != value {
					t.Fatalf("%s of %+v is %q", field, e, value)
				}
			}
		}
	}
}

// Cells are guarded, numbers are written with spaces, lines end as spreadsheets expect.
func TestExportKeepsTheRules(t *testing.T) {
	entries := func(yield func(directory.Entry, error) bool) {
		yield(directory.Entry{ID: "u", Kind: directory.User, Account: "a", Name: "=Zoé", Phone: "+15145550123"}, nil)
	}
	names := directory.NewNames([]directory.Entry{{ID: "a", Kind: directory.Account, Name: "Nord; Sud"}})
	for lang, want := range map[i18n.Language]string{
		i18n.French:  "u;Utilisateur;\"Nord; Sud\";'=Zoé;514 555-0123;;;;;;;;;\r\n",
		i18n.English: "u,User,Nord; Sud,'=Zoé,514-555-0123,,,,,,,,,\r\n",
	} {
		var file bytes.Buffer
		if err := sheet.Write(&file, i18n.For(lang), names, entries); err != nil {
			t.Fatal(err)
		}
		got := strings.ReplaceAll(file.String(), "\u00a0", " ")
		if !strings.HasPrefix(got, "\ufeff") || !strings.HasSuffix(got, want) {
			t.Errorf("%q, want at its end %q", got, want)
		}
	}
}
