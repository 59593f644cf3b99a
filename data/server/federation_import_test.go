package server_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"
	"golang.org/x/text/encoding/charmap"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/directory/sheet"
	"pupitre/data/server"
	"pupitre/data/store"
	"pupitre/data/store/pgtest"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// columns of the files of these tests.
var columns = []string{"kind", "account", "name", "extension", "email", "department"}

const titles = "Catégorie;Compte;Nom;Poste;Courriel;Département\r\n"

// upload sends a file, waits until it is read, and gives the preview.
func (p *portalRig) upload(o wire.ImportOptions, file string) wire.Import {
	p.t.Helper()
	if o.Columns == nil {
		o.Columns = columns
	}
	options, err := json.Marshal(o)
	p.must(err)
	started := decode[wire.Import](p.t, p.ask(p.token[access.Support], "POST", "/imports?options="+url.QueryEscape(string(options)), file))
	return p.read(started.ID)
}

// read waits until an import is not running any more.
func (p *portalRig) read(id string) (i wire.Import) {
	p.t.Helper()
	waitFor(p.t, "the file is read", func() bool {
		i = decode[wire.Import](p.t, p.ask(p.token[access.Support], "GET", "/imports/"+id, nil))
		return i.State != wire.ImportRunning
	})
	return i
}

// problems are the lines that an import refuses, with their first reasons.
func (p *portalRig) problems(id, query string) (out []string) {
	p.t.Helper()
	list := decode[wire.ImportProblems](p.t, p.ask(p.token[access.Support], "GET", "/imports/"+id+"/problems"+query, nil))
	for _, one := range list.Problems {
		if !i18n.Known(one.Reasons[0].Key) || one.Text == "" {
			p.t.Errorf("%+v", one)
		}
		out = append(out, fmt.Sprintf("%d %s %s", one.Line, one.Reasons[0].Field, one.Reasons[0].Key))
	}
	return out
}

// counts are the numbers of a preview.
func counts(i wire.Import) string {
	return fmt.Sprintf("%s: %d new, %d changed, %d the same, %d gone, %d refused", i.State, i.Created, i.Updated, i.Same, i.Gone, i.Refused)
}

// people of a directory, by name and extension.
func people(list []directory.Entry) (out []string) {
	for _, e := range list {
		if e.Kind == directory.User {
			out = append(out, e.Name+" "+e.Extension)
		}
	}
	slices.Sort(out)
	return out
}

// A file is read, shown, accepted and taken back: until it is accepted nothing has changed.
func TestImportLife(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { importLife(t, newPortal(t)) })
	t.Run("PostgreSQL", func(t *testing.T) {
		address, admin := pgtest.OwnedDatabase(t)
		importLife(t, openPortal(newRigOn(t, store.Options{URL: address}, "pgx", admin)))
	})
}

func importLife(t *testing.T, p *portalRig) {
	support := p.token[access.Support]
	before := people(p.shown(federation))
	file := titles + "utilisateur;Nord;Zoé Côté-Roy;201;;\r\nuser;nord;Noé Roy;202;noe@nord.example;\r\nuser;Nord;Éva Dubé;203;;Ventes\r\n"
	i := p.upload(wire.ImportOptions{}, file)
	if got := counts(i); got != "ready: 2 new, 1 changed, 1 the same, 0 gone, 0 refused" || i.Done != 4 || len(i.Samples) != 2 || i.By == "" {
		t.Errorf("%s %+v", got, i)
	}
	want := wire.ImportSample{Line: 2, Kind: "user", Name: "Zoé Côté-Roy", Was: "Zoé Côté", Fields: []string{"name"}}
	if !slices.ContainsFunc(i.Samples, func(s wire.ImportSample) bool { return cmp.Equal(s, want) }) {
		t.Errorf("the preview does not say who gets another name: %+v", i.Samples)
	}
	if got := people(p.shown(federation)); !slices.Equal(got, before) {
		t.Errorf("before it was accepted: %q", got)
	}
	p.ask(support, "POST", "/imports/"+i.ID+"/accept", nil)
	if got := people(p.shown(federation)); !slices.Equal(got, []string{"Noé Roy 202", "Zoé Côté-Roy 201", "Éva Dubé 203"}) {
		t.Errorf("accepted: %q", got)
	}
	p.refuse(support, "POST", "/imports/"+i.ID+"/accept", nil, "federation.import_not_ready")
	p.refuse(support, "DELETE", "/imports/"+i.ID, nil, "federation.import_not_ready")
	p.ask(support, "POST", "/undo", nil)
	if got := people(p.shown(federation)); !slices.Equal(got, before) {
		t.Errorf("taken back: %q", got)
	}
	whole := p.upload(wire.ImportOptions{Replace: true}, titles+"user;Nord;Noé Roy;202;noe@nord.example;\r\n")
	if got := counts(whole); got != "ready: 0 new, 0 changed, 1 the same, 1 gone, 0 refused" {
		t.Error(got)
	}
	p.ask(support, "POST", "/imports/"+whole.ID+"/accept", nil)
	if got := p.shown(federation); len(got) != 2 || got[0].Name != "Nord" || got[1].Email != "noe@nord.example" {
		t.Errorf("replaced: %+v", got)
	}
}

// Bad files: each damaged line has its reason, the others are read, and nothing stored shows a change.
func TestBadFiles(t *testing.T) {
	p := newPortal(t)
	latin, err := charmap.Windows1252.NewEncoder().String(titles + "user;Nord;Éva Lebœuf;301;;\r\n")
	p.must(err)
	var broken strings.Builder
	broken.WriteString(titles)
	for n := range 1000 {
		if n%10 == 9 {
			broken.WriteString("user;Nord;\"Jamais fermé;9;;\r\n")
			continue
		}
		fmt.Fprintf(&broken, "user;Nord;Personne %d;%d;;\r\n", n, 3000+n)
	}
	before := people(p.shown(federation))
	for name, c := range map[string]struct {
		file, counts, problem string
	}{
		"missing column":       {"Catégorie;Compte;Nom\r\nuser;Nord;Éva\r\nuser;Nord;Zoé;Côté;x;y;z\r\n", "ready: 1 new, 0 changed, 0 the same, 0 gone, 1 refused", "3 extension federation.csv_extension"},
		"extension twice here": {titles + "user;Nord;Ana;301;;\r\nuser;Nord;Bo;301;;\r\n", "ready: 1 new, 0 changed, 0 the same, 0 gone, 1 refused", "3 extension federation.csv_extension_line"},
		"Windows-1252":         {latin, "ready: 1 new, 0 changed, 0 the same, 0 gone, 0 refused", ""},
		"10 % broken":          {broken.String(), "ready: 900 new, 0 changed, 0 the same, 0 gone, 100 refused", "11  transfer.csv_quotes"},
		"a formula":            {titles + "user;Nord;'=HYPERLINK(1);301;;\r\n", "ready: 1 new, 0 changed, 0 the same, 0 gone, 0 refused", ""},
		"an extension twice":   {titles + "groupe;Nord;Ventes;201;;\r\n", "ready: 0 new, 0 changed, 0 the same, 0 gone, 1 refused", "2 extension federation.csv_extension_twice"},
		"a million characters": {titles + "user;Nord;" + strings.Repeat("x", 1_000_000) + ";301;;\r\nuser;Nord;Éva;302;;\r\n", "ready: 1 new, 0 changed, 0 the same, 0 gone, 1 refused", "2  federation.csv_line_too_long"},
		"missing cells":        {titles + "user;Nord\r\n", "ready: 0 new, 0 changed, 0 the same, 0 gone, 1 refused", "2 name federation.csv_name"},
	} {
		t.Run(name, func(t *testing.T) {
			i := p.upload(wire.ImportOptions{}, c.file)
			problem, list := "", p.problems(i.ID, "")
			if len(list) != i.Refused {
				t.Errorf("%d problems of %d", len(list), i.Refused)
			}
			if len(list) > 0 {
				problem = list[0]
			}
			if len(list) == 100 && !slices.Equal(p.problems(i.ID, "?offset=97&limit=2"), list[97:99]) {
				t.Errorf("the 98th: %q", p.problems(i.ID, "?offset=97&limit=2"))
			}
			if counts(i) != c.counts || problem != c.problem {
				t.Errorf("%s, %q; want %s, %q", counts(i), problem, c.counts, c.problem)
			}
			p.ask(p.token[access.Support], "DELETE", "/imports/"+i.ID, nil)
			if got := people(p.shown(federation)); !slices.Equal(got, before) {
				t.Errorf("something shows: %q", got)
			}
		})
	}
	for name, c := range map[string]struct{ options, file, key string }{
		"no column of names": {`{"columns":["extension"]}`, titles, "federation.csv_no_columns"},
		"an unknown column":  {`{"columns":["shoes"]}`, titles, "federation.csv_column_unknown"},
		"no separator":       {`{"columns":["name"],"separator":"x"}`, titles, "federation.csv_format"},
		"no encoding":        {`{"columns":["name"],"encoding":"utf-16"}`, titles, "federation.csv_format"},
		"no options":         {``, titles, "server.malformed"},
		"no text":            {`{"columns":["name"]}`, "a\x00b", "transfer.csv_not_text"},
		"nothing":            {`{"columns":["name"]}`, "\r\n", "transfer.csv_empty"},
	} {
		t.Log(name)
		p.refuse(p.token[access.Support], "POST", "/imports?options="+url.QueryEscape(c.options), c.file, c.key)
	}
}

// A file may be read otherwise than it looks, and says what is wrong with it then; two people exchange their extensions.
func TestImportIsReadAsOneSays(t *testing.T) {
	p := newPortal(t)
	latin, err := charmap.Windows1252.NewEncoder().String(titles + "user;Nord;Éva;301;;\r\nuser;Nord;Bo;302;;\r\n")
	p.must(err)
	i := p.upload(wire.ImportOptions{Encoding: wire.ImportUTF8}, latin)
	if got := counts(i); got != "failed: 0 new, 0 changed, 0 the same, 0 gone, 0 refused" || i.Failure == nil || i.Failure.Key != "federation.csv_not_utf8" {
		t.Errorf("%s %+v", got, i.Failure)
	}
	i = p.upload(wire.ImportOptions{Encoding: wire.ImportWindows1252, Separator: ";"}, latin)
	if got := counts(i); got != "ready: 2 new, 0 changed, 0 the same, 0 gone, 0 refused" {
		t.Error(got)
	}
	p.ask(p.token[access.Support], "POST", "/imports/"+i.ID+"/accept", nil)
	var lines strings.Builder
	lines.WriteString("id|poste\r\n")
	for _, e := range p.shown(federation) {
		switch e.Extension {
		case "301":
			lines.WriteString(e.ID + "|302\r\n")
		case "302":
			lines.WriteString(e.ID + "|301\r\n")
		}
	}
	i = p.upload(wire.ImportOptions{Separator: "|", Columns: []string{"id", "extension"}}, lines.String())
	if got := counts(i); got != "ready: 0 new, 2 changed, 0 the same, 0 gone, 0 refused" {
		t.Errorf("%s %q", got, p.problems(i.ID, ""))
	}
	p.ask(p.token[access.Support], "POST", "/imports/"+i.ID+"/accept", nil)
	if got := people(p.shown(federation)); !slices.Contains(got, "Éva 302") || !slices.Contains(got, "Bo 301") {
		t.Errorf("%q", got)
	}
}

// An entry whose line is damaged stays as it is, also when the file replaces the directory.
func TestImportKeepsWhatItCannotRead(t *testing.T) {
	p := newPortal(t)
	i := p.upload(wire.ImportOptions{Replace: true, Columns: []string{"id", "name", "email"}}, "id;nom;courriel\r\nu1;X;nowhere\r\n")
	if got := counts(i); got != "ready: 0 new, 0 changed, 0 the same, 1 gone, 1 refused" {
		t.Error(got)
	}
	p.ask(p.token[access.Support], "POST", "/imports/"+i.ID+"/accept", nil)
	if got := people(p.shown(federation)); !slices.Equal(got, []string{"Zoé Côté 201"}) {
		t.Errorf("%q", got)
	}
}

// What came in between wins: an import that was held against another directory is not accepted.
func TestImportAgainstAnotherDirectory(t *testing.T) {
	p := newPortal(t)
	support := p.token[access.Support]
	i := p.upload(wire.ImportOptions{}, titles+"user;Nord;Éva;301;;\r\n")
	p.fill(directory.Entry{ID: "a", Kind: directory.Account, Name: "Nord"})
	p.refuse(support, "POST", "/imports/"+i.ID+"/accept", nil, "federation.import_outdated")
	p.refuse(support, "GET", "/imports/nobody", nil, "federation.import_unknown")
	if i := p.upload(wire.ImportOptions{Account: "nobody"}, titles); i.State != wire.ImportFailed || i.Failure.Key != "federation.csv_account_missing" {
		t.Errorf("%+v", i)
	}
	i = p.upload(wire.ImportOptions{}, titles+"user;Nord;Éva;301;;\r\n")
	p.clock.add(25 * time.Hour)
	p.ask(support, "GET", "", nil) // the session is used
	p.refuse(support, "POST", "/imports/"+i.ID+"/accept", nil, "federation.import_not_ready")
}

// An import that is cancelled while it is read ends, leaves nothing, and makes room for the next one.
func TestImportIsCancelled(t *testing.T) {
	p := newPortal(t)
	support := p.token[access.Support]
	before := people(p.shown(federation))
	var file strings.Builder
	file.WriteString(titles)
	for n := range 60_000 {
		fmt.Fprintf(&file, "user;Nord;Personne %d;%d;;\r\n", n, 100_000+n)
	}
	options, err := json.Marshal(wire.ImportOptions{Columns: columns})
	p.must(err)
	started := decode[wire.Import](t, p.ask(support, "POST", "/imports?options="+url.QueryEscape(string(options)), file.String()))
	got := p.do(request{method: "POST", path: p.path + "/imports?options=" + url.QueryEscape(string(options)), token: support, body: titles})
	if got.problem().Key != "federation.import_running" {
		t.Errorf("a second one beside it: %d %s", got.status, got.body)
	}
	p.ask(support, "DELETE", "/imports/"+started.ID, nil)
	if i := p.read(started.ID); i.State != wire.ImportCancelled {
		t.Errorf("%+v", i)
	}
	waitFor(t, "its rows are nobody’s", func() bool {
		var old []int64
		p.must(p.store.Read(t.Context(), func(tx *store.Tx) (err error) {
			old, err = tx.OldGenerations(p.clock.Now().Add(-time.Hour))
			return err
		}))
		return len(old) == 1
	})
	if i := p.upload(wire.ImportOptions{}, titles+"user;Nord;Éva;301;;\r\n"); i.State != wire.ImportReady {
		t.Errorf("the next one: %+v", i)
	}
	if got := people(p.shown(federation)); !slices.Equal(got, before) {
		t.Errorf("something shows: %q", got)
	}
}

// What the server exports is what it imports: nothing is new.
func TestExportIsImported(t *testing.T) {
	p := newPortal(t)
	for lang, title := range map[string]string{"fr": "Identifiant;Catégorie", "en": "Identifier,Category"} {
		got := p.ask(p.token[access.Support], "GET", "/export?language="+lang, nil)
		if !strings.HasPrefix(string(got.body), "\ufeff"+title) || got.header.Get("Content-Type") != "text/csv; charset=utf-8" {
			t.Fatalf("%q", got.body)
		}
		var all []string
		for _, f := range sheet.Fields() {
			all = append(all, string(f))
		}
		if i := p.upload(wire.ImportOptions{Columns: all, Replace: true}, string(got.body)); counts(i) != "ready: 0 new, 0 changed, 3 the same, 0 gone, 0 refused" {
			t.Errorf("%s %q", counts(i), p.problems(i.ID, ""))
		}
	}
	p.refuse(p.token[access.Support], "GET", "/export?language=de", nil, "server.malformed")
}

// Extensions that nobody can dial are taken as the telephones have them, and counted: the plan gives them others.
func TestReservedExtensionsAreCounted(t *testing.T) {
	p := newPortal(t)
	file := titles + "user;Nord;Ana;911;;\r\nuser;Nord;Bo;9;;\r\nuser;Nord;Cy;91;;\r\nuser;Nord;Di;41;;\r\nuser;Nord;Éva;3012;;\r\nuser;Nord;Flo;;;\r\n" +
		"account;;Sud;911;;\r\n"
	i := p.upload(wire.ImportOptions{}, file)
	if counts(i) != "ready: 7 new, 0 changed, 0 the same, 0 gone, 0 refused" || i.Reserved != 4 {
		t.Errorf("%s, %d reserved", counts(i), i.Reserved)
	}
	p.ask(p.token[access.Support], "POST", "/imports/"+i.ID+"/accept", nil)
	var id string
	for _, e := range p.shown(federation) {
		if e.Name == "Éva" {
			id = e.ID
		}
	}
	i = p.upload(wire.ImportOptions{Columns: []string{"id", "name", "extension"}}, "id;nom;poste\r\n"+id+";Éva;411\r\n")
	if counts(i) != "ready: 0 new, 1 changed, 0 the same, 0 gone, 0 refused" || i.Reserved != 1 {
		t.Errorf("%s, %d reserved", counts(i), i.Reserved)
	}
}

// A formula is a text like another: it is kept as it stands, and the next export guards it.
func TestAFormulaIsKeptAsText(t *testing.T) {
	p := newPortal(t)
	support := p.token[access.Support]
	i := p.upload(wire.ImportOptions{}, titles+"user;Nord;=1+1;301;;\r\nuser;Nord;'=2+2;302;;\r\n")
	p.ask(support, "POST", "/imports/"+i.ID+"/accept", nil)
	if got := people(p.shown(federation)); !slices.Contains(got, "=1+1 301") || !slices.Contains(got, "=2+2 302") {
		t.Errorf("%q", got)
	}
	if got := string(p.ask(support, "GET", "/export?language=fr", nil).body); !strings.Contains(got, ";'=1+1;") || !strings.Contains(got, ";'=2+2;") {
		t.Errorf("%q", got)
	}
}

// The file is removed when it was read, also when the disk takes none.
func TestImportSpool(t *testing.T) {
	disk := afero.NewMemMapFs()
	p := openPortal(newRig(t, func(o *server.Options) { o.Scratch = disk }))
	p.upload(wire.ImportOptions{}, titles+"user;Nord;Éva;301;;\r\n")
	left, err := afero.Glob(disk, "/tmp/*")
	if err != nil || len(left) != 0 {
		t.Errorf("%q %v", left, err)
	}
	full := openPortal(newRig(t, func(o *server.Options) { o.Scratch = afero.NewReadOnlyFs(disk) }))
	full.refuse(full.token[access.Support], "POST", "/imports?options="+url.QueryEscape(`{"columns":["name"]}`), titles, "server.no_database")
}

// waitFor waits for what has no signal of its own; it only lasts when a test fails.
func waitFor(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}
