package sheet_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

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
		k.Add(e)
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

// outcomes of the records of a file, from line 2 on.
func outcomes(t testing.TB, im *sheet.Importer, lines ...string) (out []sheet.Outcome) {
	t.Helper()
	record := func(i int) sheet.Record { return sheet.Record{Line: int64(i + 2), Cells: strings.Split(lines[i], ";")} }
	for i := range lines {
		im.Survey(record(i))
	}
	im.Settle()
	for i := range lines {
		o, err := im.Row(record(i))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, o)
	}
	return out
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
		if got := result(outcomes(t, &im, c.cells)[0]); got != c.want {
			t.Errorf("%.60s:\n got %s\nwant %s", c.cells, got, c.want)
		}
	}
}

// Records of one file meet each other: one that comes twice is refused with the line of the first, an extension is taken once,
// and a site that a user made can still be described.
func TestImporterWithinAFile(t *testing.T) {
	for name, c := range map[string]struct{ lines, want []string }{
		"twice": {
			[]string{";;Éva;301;Usine", ";;Éva Dubé;301;", ";group;Ventes;301;", "u1;;Zoé;202;", "u1;;Zoé;203;", ";site;usine;500;", "nobody;;X;;", ";;X;202;", ";;Bo;;", ";;Bo;;"},
			[]string{
				"+site Usine new new2 user n Éva", "!extension csv_extension_line", "!extension csv_extension_line", "u1 extension=202 name=Zoé site=", "! csv_twice",
				"new1 extension=500 name=usine site=", "!id csv_id", "!extension csv_extension_line", "new new3 user n Bo", "! csv_twice",
			},
		},
		"two exchange":           {[]string{"u1;;;202;", "u3;;;201;"}, []string{"u1 extension=202 site=", "u3 extension=201 site="}},
		"three in a circle":      {[]string{"u1;;;202;", "u3;;;203;", "u4;;;201;"}, []string{"u1 extension=202 site=", "u3 extension=203 site=", "u4 extension=201 site="}},
		"set free later":         {[]string{";;Éva;201;", "u1;;;209;"}, []string{"new new1 user n Éva", "u1 extension=209 site="}},
		"set free by emptying":   {[]string{"u3;;;201;", "u1;;;;"}, []string{"u3 extension=201 site=", "u1 extension= site="}},
		"a chain that is held":   {[]string{"u1;;;202;", "u3;;;203;", "u4;;;100;"}, []string{"!extension csv_extension_twice", "!extension csv_extension_twice", "!extension csv_extension_twice"}},
		"held by a damaged line": {[]string{"u1;;;202;", "u3;;;9x;"}, []string{"!extension csv_extension_twice", "!extension csv_extension"}},
		"wanted by two":          {[]string{"u1;;;300;", "u3;;;300;"}, []string{"u1 extension=300 site=", "!extension csv_extension_line"}},
		"another category":       {[]string{"u1;group;Ventes;201;"}, []string{"!id csv_id"}},
	} {
		n := 0
		im := sheet.Importer{
			Columns: []sheet.Field{sheet.ID, sheet.Kind, sheet.Name, sheet.Extension, sheet.Site}, Account: "n", Kind: directory.User, Known: there(),
			NewID: func() (string, error) { n++; return fmt.Sprint("new", n), nil },
		}
		im.Known.Add(directory.Entry{ID: "u3", Kind: directory.User, Account: "n", Name: "Éli", Extension: "202"})
		im.Known.Add(directory.Entry{ID: "u4", Kind: directory.User, Account: "n", Name: "Ana", Extension: "203"})
		if name == "twice" { // 202 is free there
			im.Known = there()
		}
		var got []string
		for _, o := range outcomes(t, &im, c.lines...) {
			got = append(got, result(o))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// A file that replaces: what it does not have goes, and its extension is free; accounts and places stay, and so does an entry
// whose line is damaged.
func TestImporterReplaces(t *testing.T) {
	im := sheet.Importer{
		Columns: []sheet.Field{sheet.ID, sheet.Name, sheet.Extension, sheet.Email}, Account: "n", Kind: directory.User, Known: there(), Replace: true,
		NewID: func() (string, error) { return "new", nil },
	}
	out := outcomes(t, &im, ";Éva;100;", "u2;Noé;201;", "u1;Zoé;205;nowhere")
	var got []string
	for _, o := range out {
		got = append(got, result(o))
	}
	want := []string{"!extension csv_extension_twice", "!extension csv_extension_twice", "!email settings.email_form"}
	if diff := cmp.Diff(want, got); diff != "" || out[2].ID != "u1" {
		t.Errorf("%s%+v", diff, out[2])
	}
	if gone := im.Gone(); gone != 1 { // the number
		t.Errorf("%d are gone", gone)
	}
	im = sheet.Importer{
		Columns: []sheet.Field{sheet.ID, sheet.Name, sheet.Extension}, Account: "n", Kind: directory.User, Known: there(), Replace: true,
		NewID: func() (string, error) { return "new", nil },
	}
	if got := result(outcomes(t, &im, "u2;Noé;201")[0]); got != "u2 extension=201 name=Noé" || im.Gone() != 2 {
		t.Errorf("%s, %d are gone", got, im.Gone())
	}
}

// Whatever a file says, an extension is one entry's in the end, and a line is refused only when another entry has what it wants.
func TestExtensionsAreUniqueInTheEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const entries, extensions = 6, 8
		known := sheet.NewKnown()
		known.Add(directory.Entry{ID: "n", Kind: directory.Account, Name: "Nord"})
		has, made := map[string]string{}, 0
		for n := range entries {
			id := fmt.Sprint("u", n)
			has[id] = fmt.Sprint(100 + n)
			known.Add(directory.Entry{ID: id, Kind: directory.User, Account: "n", Name: id, Extension: has[id]})
		}
		im := sheet.Importer{
			Columns: []sheet.Field{sheet.ID, sheet.Name, sheet.Extension}, Account: "n", Kind: directory.User, Known: known,
			NewID: func() (string, error) { made++; return fmt.Sprint("new", made), nil },
		}
		var lines, wanted []string
		for range rapid.IntRange(1, 10).Draw(t, "lines") {
			id := rapid.SampledFrom([]string{"", "u0", "u1", "u2", "u3", "u4", "u5"}).Draw(t, "id")
			extension := fmt.Sprint(100 + rapid.IntRange(0, extensions).Draw(t, "extension"))
			lines, wanted = append(lines, id+";Zoé;"+extension), append(wanted, extension)
		}
		var refused []int
		for i, o := range outcomes(&testing.T{}, &im, lines...) {
			if len(o.Reasons) > 0 {
				refused = append(refused, i)
				continue
			}
			has[o.ID] = wanted[i]
		}
		owner := map[string]string{}
		for id, extension := range has {
			if other := owner[extension]; other != "" {
				t.Fatalf("%q: %s and %s have %s", lines, id, other, extension)
			}
			owner[extension] = id
		}
		for _, i := range refused {
			if id := strings.Split(lines[i], ";")[0]; owner[wanted[i]] == "" && !slices.ContainsFunc(lines[:i], func(l string) bool { return id != "" && strings.HasPrefix(l, id+";") }) {
				t.Fatalf("%q: line %d is refused, but nobody has %s", lines, i, wanted[i])
			}
		}
	})
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
