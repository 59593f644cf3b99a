package i18n

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// catalogueDir holds one file for each area and language, "<area>.<language>.toml".
const catalogueDir = "catalogue"

//go:embed catalogue/*.toml
var catalogueFiles embed.FS

// catalogue is every message of every language, read once and never changed.
type catalogue struct {
	bundle *goi18n.Bundle
	// plain holds, by language and id, the messages without argument or plural: they need no template at all.
	plain map[Language]map[string]string
	// plural tells, by language and id, whether the message has plural forms; every known id is a key.
	plural map[Language]map[string]bool
}

// shared is the catalogue that is built into the program. A file that cannot be read is a defect of the build, which the
// package's tests catch, so it panics.
var shared = sync.OnceValue(func() *catalogue {
	c, err := load(catalogueFiles)
	if err != nil {
		panic(err)
	}
	return c
})

// load reads every catalogue file of fsys.
func load(fsys fs.FS) (*catalogue, error) {
	c := &catalogue{
		bundle: goi18n.NewBundle(language.French),
		plain:  map[Language]map[string]string{},
		plural: map[Language]map[string]bool{},
	}
	c.bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, lang := range Languages {
		c.plain[lang], c.plural[lang] = map[string]string{}, map[string]bool{}
	}
	names, err := fs.Glob(fsys, catalogueDir+"/*.toml")
	if err != nil {
		return nil, fmt.Errorf("i18n: %w", err)
	}
	for _, name := range names {
		if err := c.add(fsys, name); err != nil {
			return nil, fmt.Errorf("i18n: %s: %w", name, err)
		}
	}
	return c, nil
}

func (c *catalogue) add(fsys fs.FS, name string) error {
	content, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	file, err := c.bundle.ParseMessageFileBytes(content, path.Base(name))
	if err != nil {
		return err
	}
	lang := Language(file.Tag.String())
	if c.plain[lang] == nil {
		return fmt.Errorf("language %q is not one of ours", lang)
	}
	for _, m := range file.Messages {
		plural := m.One != "" || m.Many != ""
		c.plural[lang][m.ID] = plural
		if !plural && !strings.Contains(m.Other, "{{") {
			c.plain[lang][m.ID] = m.Other
		}
	}
	return nil
}
