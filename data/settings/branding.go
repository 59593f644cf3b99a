package settings

import (
	"pupitre/data/access"
	"pupitre/data/branding"
)

// brandingKinds is the look of what the public sees. Its fields and rules are those of data/branding; everybody may read it.
var brandingKinds = []Kind{
	{Name: branding.Entity, Audience: access.Public, Fields: brandingFields()},
}

func brandingFields() []Field {
	var out []Field
	for _, f := range branding.Fields() {
		out = append(out, Field{Name: f.Name, Required: f.Required, Check: f.Check})
	}
	return out
}

// Branding is the section of that name.
func (v Values) Branding() branding.Brand { return branding.From(v[branding.Entity]) }
