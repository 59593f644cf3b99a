package draft

import (
	"encoding/json"

	"pupitre/data/settings"
	"pupitre/data/wire"
)

// Text is a field of one control that is stored as a string. clean gives the text as it is stored, nil leaves it; check
// is told the clean text and gives a fault, nil takes all.
func Text(name string, clean func(string) string, check func(string) error) Field {
	if clean == nil {
		clean = func(s string) string { return s }
	}
	return Field{
		Name: name,
		Show: func(v wire.Value) []string { return []string{settings.String(v)} },
		Read: func(texts []string) (wire.Value, []error) {
			text := clean(texts[0])
			if check != nil {
				if err := check(text); err != nil {
					return nil, []error{err}
				}
			}
			return settings.Text(text), nil
		},
	}
}

// Optional makes a field null when its text is empty once clean, whatever its check says of nothing.
func Optional(f Field) Field {
	read := f.Read
	f.Read = func(texts []string) (wire.Value, []error) {
		for _, text := range texts {
			if settings.CleanName(text) != "" {
				return read(texts)
			}
		}
		return wire.Value("null"), nil
	}
	return f
}

// List is a field of one control that is stored as a list of ids; its text is that of the value.
func List(name string) Field {
	return Field{
		Name: name, Inner: true,
		Show: func(v wire.Value) []string { return []string{v.String()} },
		Read: func(texts []string) (wire.Value, []error) { return ListOf(IDs(wire.Value(texts[0]))), nil },
	}
}

// IDs reads a stored list of ids; none when it is something else.
func IDs(v wire.Value) []string {
	var ids []string
	if json.Unmarshal(v, &ids) != nil {
		return nil
	}
	return ids
}

// ListOf is the stored form of a list of ids.
func ListOf(ids []string) wire.Value {
	out := wire.Value("[")
	for i, id := range ids {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, settings.Text(id)...)
	}
	return append(out, ']')
}
