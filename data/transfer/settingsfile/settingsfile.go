// Package settingsfile brings all settings in and out as a YAML file that people read, edit and keep.
//
// The settings file has a version, stable ids and a human order. What a file does not mention stays as it is; an entry of a
// list is matched by its id, then by its name; nothing is deleted unless it is asked for. Reading gives a plan, which can be
// shown before anything is saved, or every mistake of the file at once, each with its line. resources/docs/settings-file.md
// describes the file.
package settingsfile

import (
	"fmt"
	"io"
	"strings"

	"github.com/goccy/go-yaml"

	"pupitre/data/fault"
	"pupitre/data/schedule/chatfile"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

// MaxFile is the largest settings file that is read, in bytes.
const MaxFile = 1 << 20

// header begins each file, for who opens it in a text editor.
const header = `# Pupitre: paramètres du fournisseur / settings of the provider
# Ce qui manque reste inchangé. / What is left out stays as it is.
`

// Write writes all settings as a YAML file. It holds no password, no token and nobody's private address: accounts of people
// are no settings. An image that cannot be had (fault.Unavailable or fault.NotFound of images) is left out, so that importing
// the file leaves it as it is; its field is told.
func Write(w io.Writer, v settings.Values, images Images) (missing []string, err error) {
	const op = "settingsfile.Write"
	v, missing, err = withImages(v, images)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	doc := yaml.MapSlice{{Key: keyVersion, Value: Version}}
	for _, s := range layout {
		if body := s.export(v); body != nil {
			doc = append(doc, yaml.MapItem{Key: s.name, Value: body})
		}
	}
	if hasChat(v) {
		doc = append(doc, yaml.MapItem{Key: keyChat, Value: chatfile.Of(v.Chat())})
	}
	body, err := yaml.MarshalWithOptions(doc, yaml.Indent(2), yaml.IndentSequence(true), yaml.UseLiteralStyleIfMultiline(true))
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	_, err = fmt.Fprintf(w, "%s%s", header, body)
	return missing, fault.Wrap(op, err)
}

// export is the section as it is written; nil when nothing is set.
func (s section) export(v settings.Values) any {
	var entries []any
	if s.list != nil {
		entries = s.list.export(v)
	}
	if s.entity == "" {
		if entries == nil {
			return nil
		}
		return entries
	}
	body := exportFields(nil, s.fields, v[s.entity], v)
	if entries != nil {
		body = append(body, yaml.MapItem{Key: s.list.key, Value: entries})
	}
	if len(body) == 0 {
		return nil
	}
	return body
}

func (l list) export(v settings.Values) (out []any) {
	for _, id := range l.ids(v) {
		entry := yaml.MapSlice{{Key: keyID, Value: id}}
		out = append(out, exportFields(entry, l.fields, v[l.entity(id)], v))
	}
	return out
}

func (l list) entity(id string) string { return l.kind + ":" + id }

// ids lists the entries in the order in which they are written: their own, or by name.
func (l list) ids(v settings.Values) (ids []string) {
	switch l.kind {
	case settings.EntityTelephony:
		for _, t := range v.Telephony() {
			ids = append(ids, t.ID)
		}
		return ids
	}
	if l.ordered != "" {
		for _, s := range v.AppServers() {
			ids = append(ids, s.ID)
		}
		return ids
	}
	for _, r := range v.Resellers() {
		ids = append(ids, r.ID)
	}
	return ids
}

func exportFields(out yaml.MapSlice, fields []field, stored map[string]wire.Value, v settings.Values) yaml.MapSlice {
	for _, f := range fields {
		value := stored[f.name]
		if len(value) == 0 || string(value) == "null" {
			continue
		}
		shown := f.show(value)
		if f.refers {
			shown = map[string]any{f.keys[0]: showText(settings.Text(nameOfTelephony(v, settings.String(value))))}
		}
		var group yaml.MapSlice
		for _, key := range f.keys {
			if shown[key] != nil {
				group = append(group, yaml.MapItem{Key: key, Value: shown[key]})
			}
		}
		if f.under != "" {
			out = append(out, yaml.MapItem{Key: f.under, Value: group})
			continue
		}
		out = append(out, group...)
	}
	return out
}

// nameOfTelephony is how a telephony provider is referred to: by its name, which people read; by its id when it has none.
func nameOfTelephony(v settings.Values, id string) string {
	if name := settings.String(v[settings.TelephonyEntity(id)][settings.FieldName]); strings.TrimSpace(name) != "" {
		return name
	}
	return id
}
