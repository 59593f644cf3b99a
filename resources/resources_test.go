package resources_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	_ "image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"

	"pupitre/resources"
)

// constants reads the values of the IconName constants from the source, so that none can be forgotten here.
func constants(t *testing.T) map[string]resources.IconName {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "icons.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]resources.IconName{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); !ok || typ.Name != "IconName" {
			return true
		}
		value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		found[spec.Names[0].Name] = resources.IconName(value)
		return true
	})
	return found
}

func TestEveryIconHasItsFileAndEveryFileItsConstant(t *testing.T) {
	names := constants(t)
	if len(names) < 40 {
		t.Fatalf("only %d constants found: the test reads the source wrongly", len(names))
	}
	var values []string
	for constant, name := range names {
		values = append(values, string(name))
		if len(resources.Icon(name)) == 0 {
			t.Errorf("%s: icons/%s.svg is missing", constant, name)
		}
	}
	files, err := filepath.Glob("icons/*.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !slices.Contains(values, strings.TrimSuffix(filepath.Base(f), ".svg")) {
			t.Errorf("%s has no constant", f)
		}
	}
	if resources.Icon("no_such_icon") != nil {
		t.Error("an unknown name gave a drawing")
	}
}

// Fyne recolours fills only, so a stroke or a fixed colour would stay as drawn in the dark theme.
func TestIconsAreRecolourable(t *testing.T) {
	for constant, name := range constants(t) {
		for _, problem := range unrecolourable(t, resources.Icon(name)) {
			t.Errorf("%s: %s", constant, problem)
		}
	}
	bad := []byte(`<svg viewBox="0 0 9 9"><path stroke="#000" style="fill:red" fill="none" d="M0 0"/><circle r="1"/></svg>`)
	if got := unrecolourable(t, bad); len(got) != 4 {
		t.Errorf("planted drawing: %d problems found, want 4: %q", len(got), got)
	}
}

func unrecolourable(t *testing.T, svg []byte) (problems []string) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(svg))
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return problems
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if n := start.Name.Local; n != "svg" && n != "path" {
			problems = append(problems, "element "+n)
		}
		for _, a := range start.Attr {
			if n := a.Name.Local; strings.HasPrefix(n, "stroke") || n == "fill" || n == "style" || n == "class" {
				problems = append(problems, "attribute "+n)
			}
		}
	}
}

// Every character of the catalogues' typography must be in both weights, or the screen shows boxes.
func TestFontsHaveOurCharacters(t *testing.T) {
	const needed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" +
		"ÀÂÄÆÇÉÈÊËÎÏÔŒÙÛÜŸàâäæçéèêëîïôœùûüÿ" + "\u00a0\u202f’‘“”«»…–—−×÷%$€§·•→←↑↓⌘⇧⌥↵?!;:,.&@#/\\|()[]{}+*=<>_~^°²³"
	for _, weight := range []resources.Weight{resources.Regular, resources.SemiBold} {
		font, err := sfnt.Parse(resources.Font(weight))
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		for _, r := range needed {
			if glyph, err := font.GlyphIndex(&buf, r); err != nil || glyph == 0 {
				t.Errorf("weight %d has no %U %c (%v)", weight, r, r, err)
			}
		}
	}
	if bytes.Equal(resources.Font(resources.Regular), resources.Font(resources.SemiBold)) {
		t.Error("both weights are the same file")
	}
	if !bytes.Equal(resources.Font(500), resources.Font(resources.Regular)) {
		t.Error("a weight that there is not should give Regular")
	}
}

func TestAppIcon(t *testing.T) {
	config, format, err := image.DecodeConfig(bytes.NewReader(resources.AppIcon()))
	if err != nil || format != "png" || config.Width != 512 || config.Height != 512 {
		t.Errorf("application icon: %s %d×%d, %v", format, config.Width, config.Height, err)
	}
	if !bytes.Contains(resources.AppIconSVG(), []byte("#1F5FD6")) {
		t.Error("the drawing has lost the accent colour")
	}
}

func TestLicencesStandBesideTheirFiles(t *testing.T) {
	for file, words := range map[string]string{
		"fonts/OFL.txt": "SIL OPEN FONT LICENSE Version 1.1",
		"icons/LICENSE": "Apache License",
		"../LICENSE":    "Apache License",
	} {
		b, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(b, []byte(words)) {
			t.Errorf("%s: want a text with %q, %v", file, words, err)
		}
	}
}
