package sheet_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/directory"
	"pupitre/data/directory/sheet"
)

// there is a directory of two accounts.
func there() *sheet.Known {
	k := sheet.NewKnown()
	for _, e := range []directory.Entry{
		{ID: "n", Kind: directory.Account, Name: "Nord"},
		{ID: "s", Kind: directory.Account, Name: "École du Sud"},
		{ID: "d", Kind: directory.Department, Account: "n", Name: "Comptabilité"},
		{ID: "h", Kind: directory.Site, Account: "n", Name: "Siège", Extension: "100"},
		{ID: "u1", Kind: directory.User, Account: "n", Name: "Zoé Côté", Extension: "201"},
		{ID: "u2", Kind: directory.User, Account: "n", Name: "Noé Roy"},
		{ID: "p", Kind: directory.Number, Account: "n", Phone: "+15145550100"},
	} {
		k.Add(e, 0)
	}
	return k
}

// result is an outcome on one line.
func result(o sheet.Outcome) string {
	var b strings.Builder
	for _, p := range o.Places {
		fmt.Fprintf(&b, "+%s %s ", p.Kind, p.Name)
	}
	switch {
	case len(o.Reasons) > 0:
		for _, r := range o.Reasons {
			fmt.Fprintf(&b, "!%s %s ", r.Field, strings.TrimPrefix(keyOf(r.Err), "federation."))
		}
	case o.Created:
		fmt.Fprintf(&b, "new %s %s %s %s", o.ID, o.Entry.Kind, o.Entry.Account, o.Entry.Name)
	default:
		var set []string
		for field, value := range o.Set {
			set = append(set, field+"="+value)
		}
		slices.Sort(set)
		fmt.Fprintf(&b, "%s %s", o.ID, strings.Join(set, " "))
	}
	return strings.TrimSpace(b.String())
}

func TestImporter(t *testing.T) {
	columns := []sheet.Field{sheet.Kind, sheet.Account, sheet.Name, sheet.Phone, sheet.Extension, sheet.Email, sheet.Department, sheet.Site, sheet.NumberType}
	long := strings.Repeat("x", 1_000_000)
	for _, c := range []struct{ cells, want string }{
		{"utilisateur;nord;Éva Dubé;514 555-0101;202;eva@x.example;comptabilite;;", "new new1 user n Éva Dubé"},
		{"User;NORD;Zoé Côté-Roy;;201;;;;", "u1 account=n department= email= extension=201 name=Zoé Côté-Roy number_type= phone= site="},
		{"user;Nord;noe roy;;;;;;", "u2 account=n department= email= extension= name=noe roy number_type= phone= site="},
		{"numéro;Nord;;+1 514 555-0100;;;;;sans frais", "p account=n department= email= extension= number_type=toll_free phone=+15145550100 site="},
		{"user;Ecole du sud;Zoé;;201;;Ventes;Usine;", "+site Usine +department Ventes new new3 user s Zoé"},
		{"account;;École du Sud;514 555-0102;;;;;", "s department= email= extension= name=École du Sud number_type= phone=+15145550102 site="},
		{"account;;Ouest;514 555-0103;;;;;", "new new1 account  Ouest"},
		{"groupe;Nord;Ventes;;201;;;;", "!extension csv_extension_twice"},
		{"user;Est;Zoé;;300;;;;", "!account csv_account"},
		{"user;;Zoé;;300;;;;", "!account csv_account_missing"},
		{"robot;Nord;Zoé;;300;;;;", "!kind csv_kind"},
		{";Nord;Zoé;;300;;;;", "!kind csv_kind_missing"},
		{"user;Nord;;12;30x;zoe;;;main", "!name csv_name !phone settings.phone_invalid !extension csv_extension !email settings.email_form !number_type csv_not_for_kind"},
		{"number;Nord;x;;;;;;cellulaire", "!phone csv_phone !number_type csv_type"},
		{"user;Nord;" + long + ";;300;;;;", "!name csv_cell_too_long !name csv_name"},
		{"user;Nord;a\tb;;300;;;;", "!name csv_cell_control !name csv_name"},
	} {
		n := 0
		im := sheet.Importer{Columns: columns, Known: there(), NewID: func() (string, error) {
			n++
			return fmt.Sprint("new", n), nil
		}}
		if err := im.Check(); err != nil {
			t.Fatal(err)
		}
		out, err := im.Row(sheet.Record{Line: 7, Cells: strings.Split(c.cells, ";")})
		if err != nil {
			t.Fatal(err)
		}
		if got := result(out); got != c.want {
			t.Errorf("%.60s:\n got %s\nwant %s", c.cells, got, c.want)
		}
	}
}

// Records of one file meet each other: one that comes twice is refused with the line of the first, an extension is taken once,
// and a site that a user made can still be described.
func TestImporterWithinAFile(t *testing.T) {
	n := 0
	im := sheet.Importer{
		Columns: []sheet.Field{sheet.ID, sheet.Kind, sheet.Name, sheet.Extension, sheet.Site}, Account: "n", Kind: directory.User, Known: there(),
		NewID: func() (string, error) { n++; return fmt.Sprint("new", n), nil },
	}
	var got []string
	for i, cells := range []string{
		";;Éva;301;Usine", ";;Éva Dubé;301;", ";group;Ventes;301;", "u1;;Zoé;202;", "u1;;Zoé;203;", ";site;usine;500;", "nobody;;X;;", ";;X;202;",
	} {
		out, err := im.Row(sheet.Record{Line: int64(i + 2), Cells: strings.Split(cells, ";")})
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, result(out))
	}
	want := []string{
		"+site Usine new new2 user n Éva", "! csv_twice", "!extension csv_extension_twice", "u1 extension=202 name=Zoé site=", "! csv_twice",
		"new1 extension=500 name=usine site=", "!id csv_id", "! csv_twice",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if gone := im.Known.Gone(); gone != 2 { // u2 and the number: places and accounts stay
		t.Errorf("%d are gone", gone)
	}
}

func TestColumns(t *testing.T) {
	got := sheet.Propose([]string{"Nom", "No poste", "COURRIEL", "Département", "Chaussures", "Name", "Numéro de téléphone", "Compte", "Catégorie"})
	want := []sheet.Field{sheet.Name, sheet.Extension, sheet.Email, sheet.Department, "", "", sheet.Phone, sheet.Account, sheet.Kind}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for key, columns := range map[string][]sheet.Field{
		"federation.csv_no_columns":     {sheet.Extension, ""},
		"federation.csv_column_twice":   {sheet.Name, sheet.Name},
		"federation.csv_column_unknown": {sheet.Name, "shoes"},
	} {
		im := sheet.Importer{Columns: columns}
		if err := im.Check(); keyOf(err) != key {
			t.Errorf("%q: %v", columns, err)
		}
	}
}

func TestLook(t *testing.T) {
	h, err := sheet.Look(strings.NewReader("Nom;Poste\nZoé;201\n\"x;1\n"))
	if err != nil || !slices.Equal(h.Titles, []string{"Nom", "Poste"}) || !slices.Equal(h.Columns, []sheet.Field{sheet.Name, sheet.Extension}) ||
		len(h.First) != 2 || h.First[1].Err == nil || h.Format.Lines != 3 {
		t.Errorf("%+v %v", h, err)
	}
	if _, err := sheet.Look(strings.NewReader("\"Nom;Poste\n")); keyOf(err) != "transfer.csv_quotes" {
		t.Errorf("%v", err)
	}
}
