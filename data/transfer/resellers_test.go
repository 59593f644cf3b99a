package transfer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/transfer"
	"pupitre/data/wire"
)

const (
	horizon  = "0190b2f0-0000-7000-8000-0000000000a1"
	saguenay = "0190b2f0-0000-7000-8000-0000000000c1"
)

// columns are those of a test file.
func columns(title string) string {
	return map[string]string{
		"Nom": settings.FieldName, "Langue": settings.FieldLanguage, "Fournisseur": settings.FieldTelephony,
		"Courriel": settings.FieldEmail, "Téléphone": settings.FieldPhone, "Actif": settings.FieldActive, "Note": settings.FieldNote,
	}[title]
}

func importer(most int) transfer.ResellerImport {
	n := 0
	return transfer.ResellerImport{
		Column: columns, Most: most,
		Resellers: []settings.Reseller{{ID: saguenay, Name: "Réseau Saguenay", Language: "fr", Phone: "+14185550110", Active: true}},
		Telephony: []settings.Telephony{{ID: horizon, Name: "Horizon Télécom"}},
		New: func() settings.Reseller {
			n++
			return settings.Reseller{ID: fmt.Sprintf("0190b2f0-0000-7000-8000-00000000f%03d", n), Language: "fr", Telephony: horizon, Active: true}
		},
	}
}

// plan writes what an import would do, a line each.
func plan(t *testing.T, im transfer.ResellerImport, file string) (out []string, p transfer.ResellerPlan) {
	t.Helper()
	records, err := transfer.ReadCSV(strings.NewReader(file))
	if err == nil {
		p, err = im.Plan(records)
	}
	if err != nil {
		key, _ := fault.KeyOf(err)
		return []string{key}, p
	}
	for _, row := range p.Rows {
		line := fmt.Sprintf("%d %s %s", row.Line, []string{"create", "update", "unchanged", "reject"}[row.Outcome], row.Name)
		for _, field := range []string{"name", "language", "telephony", "email", "phone", "active", "note"} {
			if v, ok := row.Fields[field]; ok && string(v) != "null" || ok && row.Outcome == transfer.Updated {
				line += fmt.Sprintf(" %s=%s", field, v)
			}
		}
		for _, reason := range row.Reasons {
			key, _ := fault.KeyOf(reason)
			line += " " + key
		}
		out = append(out, line)
	}
	return out, p
}

func TestImportOfResellers(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"created with the defaults": {"Nom;Courriel\nTélécom Rive-Sud;info@rive-sud.example\n", []string{
			`2 create Télécom Rive-Sud name="Télécom Rive-Sud" language="fr" telephony="` + horizon + `" email="info@rive-sud.example" active=true`,
		}},
		"updated": {"Nom,Téléphone,Actif\nréseau  SAGUENAY,418 555-0199,non\n", []string{
			`2 update réseau  SAGUENAY name="réseau  SAGUENAY" phone="+14185550199" active=false`,
		}},
		"emptied, but for what must be there": {"Nom\tTéléphone\tLangue\tActif\nRéseau Saguenay\t\t\t\n", []string{`2 update Réseau Saguenay phone=null`}},
		"unchanged":                           {"Nom;Téléphone;Langue;Actif\nRéseau Saguenay;418 555-0110;Français;oui\n", []string{`2 unchanged Réseau Saguenay`}},
		"every reason at once": {"Nom;Courriel;Téléphone;Langue;Fournisseur;Actif\n;a@;12;de;Inconnu;peut-être\n", []string{
			`2 reject  settings.entry_name_required transfer.csv_language transfer.unknown_provider settings.email_form settings.phone_invalid transfer.csv_truth`,
		}},
		"twice in the file": {"Nom\nNeuf\nNEUF\n", []string{
			`2 create Neuf name="Neuf" language="fr" telephony="` + horizon + `" active=true`, `3 reject NEUF transfer.csv_name_twice`,
		}},
		"damaged in the middle": {"Nom;Note\nUn;\"a\"b\nDeux;\n", []string{
			`2 reject  transfer.csv_quotes`, `3 create Deux name="Deux" language="fr" telephony="` + horizon + `" active=true`,
		}},
		"short and long lines": {"Note;Nom\nseule\n;Un;de trop\n", []string{
			`2 reject  settings.entry_name_required`, `3 create Un name="Un" language="fr" telephony="` + horizon + `" active=true`,
		}},
		"no name":   {"Langue;Note\nfr;x\n", []string{"transfer.csv_no_name"}},
		"nothing":   {"\n\n;;\n", []string{"transfer.csv_empty"}},
		"a picture": {"GIF89a\x00\x01", []string{"transfer.csv_not_text"}},
		"bad title": {"Nom;\"x\"y\nUn\n", []string{"transfer.csv_quotes"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := plan(t, importer(5000), c.file)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestImportIgnoresAndCounts(t *testing.T) {
	got, p := plan(t, importer(2), "Nom;Couleur\nUn;bleu\nDeux;rouge\n")
	want := []string{`2 create Un name="Un" language="fr" telephony="` + horizon + `" active=true`, "3 reject Deux settings.too_many"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(p.Ignored) != 1 || p.Ignored[0] != "Couleur" || p.Count(transfer.Created) != 1 || p.Count(transfer.Rejected) != 1 {
		t.Errorf("%+v", p)
	}
	if edits := p.Edits(); len(edits) != 7 || edits[0].Entity != settings.ResellerEntity(p.Rows[0].ID) || string(edits[0].Value) != `"Un"` {
		t.Errorf("edits %+v", edits)
	}
}

// The same file in the encodings and with the separators that spreadsheets write.
func TestEncodingsAndSeparators(t *testing.T) {
	for name, file := range map[string]string{
		"UTF-8":              "Nom;Note\r\nRéseau d’été;à cœur\r\n",
		"UTF-8 with a mark":  "\ufeffNom;Note\r\nRéseau d’été;à cœur\r\n",
		"Windows-1252":       "Nom;Note\r\nR\xe9seau d\x92\xe9t\xe9;\xe0 c\x9cur\r\n",
		"commas":             "Nom,Note\nRéseau d’été,à cœur\n",
		"tabs":               "Nom\tNote\nRéseau d’été\tà cœur\n",
		"quotes":             "\"Nom\";\"Note\"\n\"Réseau d’été\";\"à cœur\"\n",
		"separator in title": "Nom;\"Note, a, b, c\"\nRéseau d’été;à cœur\n",
	} {
		t.Run(name, func(t *testing.T) {
			records, err := transfer.ReadCSV(strings.NewReader(file))
			if err != nil || len(records) != 2 || len(records[1].Cells) != 2 {
				t.Fatalf("%+v %v", records, err)
			}
			if diff := cmp.Diff([]string{"Réseau d’été", "à cœur"}, records[1].Cells); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What was written is read again: the guard against formulas comes off.
func TestWhatIsWrittenIsRead(t *testing.T) {
	var file strings.Builder
	rows := [][]string{{"Nom", "Note"}, {"=Un", "+44 20 7946 0123"}, {"’tit", "l'an; \"deux\"\nlignes"}}
	if err := transfer.WriteCSV(&file, transfer.CSVFrench, rows); err != nil {
		t.Fatal(err)
	}
	records, err := transfer.ReadCSV(strings.NewReader(file.String()))
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	for _, r := range records {
		got = append(got, r.Cells)
	}
	if diff := cmp.Diff(rows, got); diff != "" {
		t.Error(diff)
	}
}

func TestBoundsOfAFile(t *testing.T) {
	for want, file := range map[string]string{
		"transfer.csv_too_large":      strings.Repeat("x", transfer.MaxCSVBytes+1),
		"transfer.csv_too_many_lines": strings.Repeat("x\n", transfer.MaxCSVLines+1),
	} {
		_, err := transfer.ReadCSV(strings.NewReader(file))
		if key, _ := fault.KeyOf(err); key != want {
			t.Errorf("%q, want %s", key, want)
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add("Nom;Note\nUn;\"deux\"\n")
	f.Add("\ufeffNom,Note\r\nR\xe9seau,'=1\r\n")
	f.Fuzz(func(t *testing.T, file string) {
		records, err := transfer.ReadCSV(strings.NewReader(file))
		if err != nil {
			return
		}
		p, err := importer(10).Plan(records)
		if err != nil {
			return
		}
		for _, e := range p.Edits() {
			if err := settings.CheckField(e.Entity, e.Field, wire.Value(e.Value)); err != nil {
				t.Errorf("%s %s: %v", e.Field, e.Value, err)
			}
		}
	})
}
