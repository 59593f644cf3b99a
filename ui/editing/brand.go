package editing

import (
	"pupitre/data/branding"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/ui/draft"
)

// SectionBranding is the page of the look: colours, logo, favicon.
const SectionBranding = branding.Entity

// brandingKind is the look of the service. Its images are references to what is kept on this computer's disk already: a
// draft holds no picture, so undo and a crash lose none.
func brandingKind() draft.Kind {
	unset := branding.Default().Stored()
	k := draft.Kind{Name: branding.Entity, Entity: branding.Entity, Section: SectionBranding}
	for _, f := range branding.Fields() {
		switch f.Name {
		case branding.FieldColor1, branding.FieldColor2:
			k.Fields = append(k.Fields, colourField(f.Name, unset[f.Name]))
		default:
			k.Fields = append(k.Fields, imageField(f))
		}
	}
	return k
}

// colourField is typed as a hex value.
func colourField(name string, unset wire.Value) draft.Field {
	return draft.Field{
		Name: name, Default: unset,
		Show: func(v wire.Value) []string { return []string{settings.String(v)} },
		Read: func(texts []string) (wire.Value, []error) {
			c, err := branding.ParseHex(texts[0])
			if err != nil {
				return nil, []error{err}
			}
			return branding.StoredColour(c), nil
		},
	}
}

// imageField is a reference; its text is that of its stored value, none for no image.
func imageField(f branding.Field) draft.Field {
	return draft.Optional(draft.Field{
		Name: f.Name, Inner: true,
		Show: func(v wire.Value) []string { return []string{v.String()} },
		Read: func(texts []string) (wire.Value, []error) {
			v := wire.Value(texts[0])
			if err := f.Check(v); err != nil {
				return nil, []error{err}
			}
			return v, nil
		},
	})
}

// BrandOf is the look as it is after the next save; a colour that cannot be read yet stands as it is stored.
func BrandOf(d *draft.Draft) branding.Brand { return brandOf(d.Value) }

// StoredBrand is the look without the draft.
func StoredBrand(d *draft.Draft) branding.Brand { return brandOf(d.Stored) }

func brandOf(value func(entity, field string) wire.Value) branding.Brand {
	fields := map[string]wire.Value{}
	for _, f := range branding.Fields() {
		fields[f.Name] = value(branding.Entity, f.Name)
	}
	return branding.From(fields)
}
