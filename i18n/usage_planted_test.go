package i18n_test

import (
	"slices"
	"strings"
	"testing"
)

const plantedCatalogue = `
[a]
plain = "x"
named = "{{.Name}}"
forgotten = "x"
in_template = "x"
[a.count]
one = "{{.N}}"
many = "{{.N}}"
other = "{{.N}}"
`

func planted(t *testing.T, statements string) *usage {
	t.Helper()
	u := newUsage(parse(t, "a.fr.toml", []byte(plantedCatalogue)))
	source := "package p\nfunc failed(path, op string) error\nfunc f() {\n" + statements + "\n}\n"
	if err := u.source("p.go", []byte(source)); err != nil {
		t.Fatal(err)
	}
	u.finish()
	return u
}

func TestUsageChecksCanFail(t *testing.T) {
	for statement, want := range map[string]string{
		`p.T("a.absent")`:                                   "a.absent is in no catalogue",
		`return tables["x"], "a.absent"`:                    "a.absent is in no catalogue",
		`p.T("a.named")`:                                    "a.named is given [], its text has [.Name]",
		`p.T("a.named", "Nom", x)`:                          "a.named is given [.Nom], its text has [.Name]",
		`p.T("a.named", "Name")`:                            "a.named: an argument has no value",
		`p.T("a.named", name, x)`:                           "a.named: the names of arguments are written as literals",
		`p.T("a.plain", "Name", x)`:                         "a.plain is given [.Name], its text has []",
		`p.T("a.count", "N", 3)`:                            "a.count: N is for messages with plural forms",
		`p.N("a.plain", 3)`:                                 "a.plain is given [.N]",
		`failed("a.absent", "a.commit")`:                    "a.absent is in no catalogue",
		`p.T("a." + kind)`:                                  "an id is composed",
		`p.T("a.sub." + kind)`:                              "an id is composed",
		`fault.New(fault.Invalid, op, "a.named", "Nom", x)`: "a.named is given [.Nom]",
		`fault.As(fault.Invalid, op, "a.named", err)`:       "a.named is given []",
		`fault.New(fault.Invalid, op, "a.absent")`:          "a.absent is in no catalogue",
	} {
		problems := strings.Join(planted(t, statement).problems, "\n")
		if !strings.Contains(problems, want) {
			t.Errorf("%s: want a problem with %q, got %q", statement, want, problems)
		}
	}
}

func TestUsageChecksLetSoundSourcesPass(t *testing.T) {
	u := planted(t, `
	const op, fieldSearch = "a.open", "a.search"
	p.T("a.plain"); p.T("a.named", "Name", x); p.N("a.count", 3); p.T(id); p.T("a.named", pairs...)
	fault.Wrap("a.close", err); fault.New(fault.Invalid, "a.save", "a.plain")
	return failed(path, "a.commit"), fault.Error{Op: "a.begin"}
	open("a.json"); open("other.thing"); log("b." + name)
	type row struct { A int `+"`json:\"a.absent\"`"+` }
	`)
	if len(u.problems) != 0 {
		t.Errorf("sound source refused: %v", u.problems)
	}
	u.template("page.html", []byte("<p class=\"a.absent\">{{ t \"a.in_template\" }}</p>"))
	if len(u.problems) != 0 {
		t.Errorf("sound template refused: %v", u.problems)
	}
	if got := u.unused(); !slices.Equal(got, []string{"a.forgotten"}) {
		t.Errorf("unused: %v, want [a.forgotten]", got)
	}
	u.template("page.html", []byte("{{ t `a.absent` }}"))
	if len(u.problems) != 1 {
		t.Errorf("an id that is missing from the catalogue passed in a template")
	}
}
