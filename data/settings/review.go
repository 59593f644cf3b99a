package settings

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"pupitre/data/fault"
)

// Finding is what is wrong, or doubtful, with what is set.
type Finding struct {
	Entity string
	Field  string // "" for the entity as a whole
	Err    error  // a fault.Error with the sentence to show at the field
	// Warning is said and never keeps anybody from saving.
	Warning bool
}

// About is what Review needs to know beside the settings.
type About struct {
	PrivateEmail string // of the person who edits, "" when not known
}

// Review checks everything that is set, as it would be after saving: each value, each entity, the entities beside each
// other. Refusals come before warnings, both by entity and field. It says what the server would refuse, and where.
func Review(v Values, about About) []Finding {
	var out []Finding
	for _, entity := range slices.Sorted(maps.Keys(v)) {
		out = append(out, reviewEntity(v, entity)...)
	}
	out = append(out, reviewNames(v)...)
	out = append(out, reviewReferences(v)...)
	out = append(out, reviewAddresses(v.AppServers())...)
	out = append(out, reviewSupport(v.Support(), about)...)
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(rank(a)-rank(b), strings.Compare(a.Entity, b.Entity), strings.Compare(a.Field, b.Field))
	})
	return out
}

func rank(f Finding) int {
	if f.Warning {
		return 1
	}
	return 0
}

// reviewEntity holds an entity against its row of the table. Entities that are none of the table's are others' business.
func reviewEntity(v Values, entity string) (out []Finding) {
	k, ok := KindOf(entity)
	if !ok || len(v[entity]) == 0 {
		return nil
	}
	for _, f := range k.Fields {
		value, set := v[entity][f.Name]
		if !set && (!k.Many || !f.Required) {
			continue
		}
		if !set || (f.Required && isNull(value)) {
			out = append(out, Finding{Entity: entity, Field: f.Name, Err: missing(f)})
			continue
		}
		if err := CheckField(entity, f.Name, value); err != nil {
			out = append(out, Finding{Entity: entity, Field: f.Name, Err: err})
		}
	}
	return out
}

// missing is the sentence for a field that has to be filled.
func missing(f Field) error {
	const op = "settings.missing"
	switch f.Name {
	case FieldName:
		return fault.New(fault.Invalid, op, "settings.entry_name_required")
	case FieldAddress:
		return fault.New(fault.Invalid, op, "settings.address_required")
	}
	return fault.New(fault.Invalid, op, "settings.entry_incomplete")
}

// reviewNames finds names that two entities of a kind share; the one with the higher id is told.
func reviewNames(v Values) (out []Finding) {
	for _, k := range table {
		if k.Unique == "" {
			continue
		}
		ids := v.IDs(k.Name)
		seen := map[string]bool{}
		for _, id := range ids {
			entity := k.Name + ":" + id
			name := FoldName(String(v[entity][k.Unique]))
			if name != "" && k.Within != "" {
				name = string(v[entity][k.Within]) + name
			}
			if name != "" && seen[name] {
				out = append(out, Finding{Entity: entity, Field: k.Unique, Err: fault.New(fault.Invalid, "settings.reviewNames", codeNameTaken)})
			}
			seen[name] = true
		}
		if len(ids) > k.Most {
			last := k.Name + ":" + ids[len(ids)-1]
			out = append(out, Finding{Entity: last, Field: k.Unique, Err: fault.New(fault.Invalid, "settings.reviewNames", codeTooMany)})
		}
	}
	return out
}

// reviewReferences finds ids that lead nowhere.
func reviewReferences(v Values) (out []Finding) {
	for _, entity := range slices.Sorted(maps.Keys(v)) {
		k, ok := KindOf(entity)
		if !ok {
			continue
		}
		for _, f := range k.Fields {
			id := String(v[entity][f.Name])
			if f.Refers != "" && id != "" && len(v[f.Refers+":"+id]) == 0 {
				err := fault.New(fault.Invalid, "settings.reviewReferences", codeReferenceGone)
				out = append(out, Finding{Entity: entity, Field: f.Name, Err: err})
			}
		}
	}
	return out
}

// reviewAddresses warns of servers with the same IP address: a slave on the master's computer falls with it.
func reviewAddresses(servers []AppServer) (out []Finding) {
	first := map[netip.Addr]string{}
	for _, s := range servers {
		if !s.Address.IP.IsValid() {
			continue
		}
		other, twice := first[s.Address.IP]
		if !twice {
			first[s.Address.IP] = s.Name
			continue
		}
		err := fault.New(fault.Conflict, "settings.reviewAddresses", "settings.ip_duplicate", "Name", other)
		out = append(out, Finding{Entity: AppServerEntity(s.ID), Field: FieldAddress, Err: err, Warning: true})
	}
	return out
}

func reviewSupport(s Support, about About) []Finding {
	if s.Email == "" || about.PrivateEmail == "" || !sameMailbox(s.Email, about.PrivateEmail) {
		return nil
	}
	err := fault.New(fault.Conflict, "settings.reviewSupport", "settings.email_private")
	return []Finding{{Entity: EntitySupport, Field: FieldEmail, Err: err, Warning: true}}
}

// sameMailbox compares addresses as mail servers nearly always do, without case.
func sameMailbox(a, b string) bool {
	if stored, err := ParseEmail(b); err == nil {
		b = stored
	}
	return strings.EqualFold(a, b)
}

// Use is a place that refers to an entity.
type Use struct {
	Entity string
	Field  string
	Name   string // of the entity, "" for a section
}

// UsesOf lists what refers to an entity, by entity and field.
func UsesOf(v Values, entity string) (out []Use) {
	name, id, _ := strings.Cut(entity, ":")
	for _, user := range slices.Sorted(maps.Keys(v)) {
		k, ok := KindOf(user)
		if !ok {
			continue
		}
		for _, f := range k.Fields {
			if f.Refers == name && id != "" && String(v[user][f.Name]) == id {
				out = append(out, Use{Entity: user, Field: f.Name, Name: String(v[user][FieldName])})
			}
		}
	}
	return out
}

// maxNamed is how many places a refusal names.
const maxNamed = 5

// CheckDelete refuses to delete an entity that is used, and says where: settings.telephony_in_use_default,
// settings.telephony_in_use_by.
func CheckDelete(v Values, entity string) error {
	const op = "settings.CheckDelete"
	var names []string
	for _, use := range UsesOf(v, entity) {
		if use.Entity == EntityTelephony {
			return fault.New(fault.Invalid, op, "settings.telephony_in_use_default")
		}
		names = append(names, use.Name)
	}
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	if len(names) > maxNamed {
		names = append(names[:maxNamed], "…")
	}
	return fault.New(fault.Invalid, op, "settings.telephony_in_use_by", "Where", strings.Join(names, ", "))
}
