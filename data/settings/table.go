package settings

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Kind is a row of the table of what can be set: a section ("support"), or what there may be several of ("reseller:<uuid>").
type Kind struct {
	Name     string        // "reseller"
	Many     bool          // entities are Name + ":" + a UUID
	Audience string        // who may read it
	Edit     access.Action // what it takes to write it; EditSettings when empty. A person's own choices are that person's
	Fields   []Field
	// Owned tells that entities are a person's own: Name + ":" + the person + "." + a UUID. Only that person reads and writes them.
	Owned bool
	// Most is how many entities there may be of a kind with Many; of a kind with Owned, how many a person may have.
	Most int
	// Deletable tells whether an entity can be deleted; otherwise it stays, or is deactivated.
	Deletable bool
	// Unique is the field whose value no two entities of the kind share, compared by FoldName; "" for none.
	Unique string
	// Within is the field that divides the kind into sets, each with names of its own: the language of a schedule. "" for one set.
	Within string
	// Together refuses an entity whose fields do not go together, nil for none.
	Together func(map[string]wire.Value) error
}

// Field is one field of a kind.
type Field struct {
	Name     string
	Required bool // null is refused with the check's own sentence for "nothing"
	Check    func(wire.Value) error
	// Refers is the kind whose id the value is, "" for none. What is referred to must exist, and cannot be deleted.
	Refers string
}

// table is everything that can be written, but for the places of people (member.go).
var table = slices.Concat(sectionKinds, brandingKinds, chatKinds)

// sectionKinds are the rows of every section but the branding and the live chat.
var sectionKinds = []Kind{
	{Name: EntityProfile, Audience: access.Public, Fields: []Field{
		{Name: FieldName, Required: true, Check: texts(CheckName, CleanName)},
		{Name: FieldDefaultLanguage, Required: true, Check: texts(CheckLanguage, nil)},
		{Name: FieldTimeZone, Required: true, Check: texts(CheckTimeZone, nil)},
	}},
	{Name: kindPerson, Many: true, Fields: []Field{ // audience: that person
		{Name: FieldLanguage, Required: true, Check: texts(CheckLanguage, nil)},
	}},
	{Name: kindSearch, Many: true, Owned: true, Most: MaxSearches, Deletable: true, Fields: []Field{ // audience: its person
		{Name: FieldName, Required: true, Check: texts(CheckSearchName, CleanName)},
		{Name: FieldQuery, Required: true, Check: checkSearch},
	}},
	{Name: EntitySupport, Audience: access.Public, Fields: []Field{
		{Name: FieldEmail, Check: texts(CheckEmail, nil)},
		{Name: FieldPhone, Check: texts(CheckPhone, nil)},
	}},
	{Name: EntityTelephony, Audience: access.Staff, Fields: []Field{
		{Name: FieldDefault, Check: texts(checkID, nil), Refers: EntityTelephony},
	}},
	{Name: EntityTelephony, Many: true, Most: 500, Deletable: true, Unique: FieldName, Audience: access.Staff, Edit: access.EditTelephony, Fields: []Field{
		{Name: FieldName, Required: true, Check: texts(CheckEntryName, CleanName)},
		{Name: FieldAddress, Required: true, Check: checkHostPort},
		{Name: FieldTransport, Required: true, Check: texts(CheckTransport, nil)},
		{Name: FieldPhone, Check: texts(CheckPhone, nil)},
		{Name: FieldNote, Check: texts(CheckNote, CleanNote)},
	}},
	{Name: EntityAppServers, Audience: access.Staff, Fields: []Field{
		{Name: FieldOrder, Required: true, Check: checkOrder},
		{Name: FieldFailover, Required: true, Check: checkFailover},
	}},
	{Name: kindAppServer, Many: true, Most: MaxAppServers, Deletable: true, Unique: FieldName, Audience: access.Staff, Fields: []Field{
		{Name: FieldName, Required: true, Check: texts(CheckEntryName, CleanName)},
		{Name: FieldAddress, Required: true, Check: checkIPPort},
	}},
	{Name: kindReseller, Many: true, Most: 5000, Unique: FieldName, Audience: access.Staff, Edit: access.EditResellers, Fields: []Field{
		{Name: FieldName, Required: true, Check: texts(CheckEntryName, CleanName)},
		{Name: FieldLanguage, Required: true, Check: texts(CheckLanguage, nil)},
		{Name: FieldTelephony, Check: texts(checkID, nil), Refers: EntityTelephony},
		{Name: FieldEmail, Check: texts(CheckEmail, nil)},
		{Name: FieldPhone, Check: texts(CheckPhone, nil)},
		{Name: FieldActive, Required: true, Check: checkTruth},
		{Name: FieldNote, Check: texts(CheckNote, CleanNote)},
	}},
	{Name: EntitySecurity, Audience: access.Staff, Fields: []Field{
		{Name: FieldTOTPPrimary, Required: true, Check: checkTruth},
	}},
}

// Kinds is the table of what can be set, in the order of the sections.
func Kinds() []Kind { return slices.Clone(table) }

// KindOf is the row of an entity; ok is false for an entity that is none of ours, or whose id is no UUID.
func KindOf(entity string) (k Kind, ok bool) {
	name, id, many := strings.Cut(entity, ":")
	i := slices.IndexFunc(table, func(k Kind) bool { return k.Name == name && k.Many == many })
	if i < 0 {
		return Kind{}, false
	}
	known := isID
	if table[i].Owned {
		known = isOwnID
	}
	if many && table[i].Name != kindPerson && !known(id) {
		return Kind{}, false
	}
	return table[i], true
}

// edit is what it takes to write the kind.
func (k Kind) edit() access.Action {
	if k.Edit == "" {
		return access.EditSettings
	}
	return k.Edit
}

// counted is the field that every entity of the kind has: to compare names, and to count.
func (k Kind) counted() string {
	if k.Unique != "" {
		return k.Unique
	}
	for _, f := range k.Fields {
		if f.Required {
			return f.Name
		}
	}
	return ""
}

// Field is a field of the kind by name.
func (k Kind) Field(name string) (f Field, ok bool) {
	i := slices.IndexFunc(k.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return k.Fields[i], true
}

// CheckField refuses a value of a field that is not in its stored form, with the sentence to show at the field.
func CheckField(entity, field string, value wire.Value) error {
	const op = "settings.CheckField"
	k, ok := KindOf(entity)
	if !ok {
		return fault.New(fault.Invalid, op, codeUnknownField)
	}
	f, ok := k.Field(field)
	if !ok {
		return fault.New(fault.Invalid, op, codeUnknownField)
	}
	if isNull(value) && !f.Required {
		return nil
	}
	canonical, err := wire.Canonical(value)
	if err != nil || string(canonical) != string(value) {
		return unreadable(op)
	}
	return f.Check(value)
}

// texts makes the check of a stored string of a check of its text. What clean changes is not in its stored form; nil for a
// text that has one form only.
func texts(check func(string) error, clean func(string) string) func(wire.Value) error {
	return func(v wire.Value) error {
		if len(v) == 0 || v[0] != '"' {
			return unreadable("settings.texts")
		}
		s := String(v)
		if err := check(s); err != nil {
			return err
		}
		if s == "" || (clean != nil && s != clean(s)) {
			return unreadable("settings.texts") // nothing is null
		}
		return nil
	}
}

func checkTruth(v wire.Value) error {
	if s := string(v); s != "true" && s != "false" {
		return unreadable("settings.checkTruth")
	}
	return nil
}

func checkID(s string) error {
	if !isID(s) {
		return unreadable("settings.checkID")
	}
	return nil
}

// isID tells whether s is a UUID in its usual spelling, as desktops make them.
func isID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && id.String() == s
}

// idOf is the id of an entity of the kind, "" for another kind of entity.
func idOf(kind, entity string) string {
	id, ok := strings.CutPrefix(entity, kind+":")
	if !ok {
		return ""
	}
	return id
}
