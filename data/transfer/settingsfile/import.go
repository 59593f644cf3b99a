package settingsfile

import (
	"slices"
	"strconv"

	"github.com/goccy/go-yaml/ast"
	"github.com/google/uuid"

	"pupitre/data/blob"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

// importer makes the settings as they would be after the file.
type importer struct {
	reader
	current, next settings.Values
	opt           Options
	lines         map[string]int  // of entities, and of "entity field"
	order         []string        // entities that the file mentions, in its order
	mentioned     map[string]bool // idem
	references    []pending
	deleted       []string
	images        map[string][]byte // that the file brings, by hash
	failed        error             // of NewID
}

// pending is a reference by name, to be resolved when all names are known.
type pending struct {
	entity, field, text string
	line                int
}

func (im *importer) file(root ast.Node) {
	const op = "settingsfile.file"
	entries := im.entries(root)
	if !im.version(entries) {
		return
	}
	for _, e := range entries {
		switch e.key {
		case keyVersion:
			continue
		case keyChat:
			im.chat(e)
			continue
		}
		i := slices.IndexFunc(layout, func(s section) bool { return s.name == e.key })
		if i < 0 {
			im.problem(e.line, fault.New(fault.Invalid, op, "transfer.unknown_key", "Key", shorten(e.key)))
			continue
		}
		im.section(layout[i], e)
	}
	im.resolve()
	im.checkDeletions()
}

// version tells whether the file is one that this program reads.
func (im *importer) version(entries []entry) bool {
	const op = "settingsfile.version"
	i := slices.IndexFunc(entries, func(e entry) bool { return e.key == keyVersion })
	if i < 0 {
		im.problem(0, fault.New(fault.Invalid, op, "transfer.no_version"))
		return false
	}
	s, ok := im.scalar(entries[i].node)
	if ok && s.text != strconv.Itoa(Version) {
		im.problem(s.line, fault.New(fault.Invalid, op, "transfer.other_version", "Version", shorten(s.text)))
		return false
	}
	return ok
}

func (im *importer) section(s section, e entry) {
	if s.entity == "" {
		im.list(*s.list, e.node)
		return
	}
	im.mention(s.entity, e.line)
	var own []entry
	for _, inner := range im.entries(e.node) {
		if s.list != nil && inner.key == s.list.key {
			im.list(*s.list, inner.node)
			continue
		}
		own = append(own, inner)
	}
	im.fields(s.entity, s.fields, own)
}

func (im *importer) mention(entity string, line int) {
	im.lines[entity] = line
	if !im.mentioned[entity] {
		im.mentioned[entity] = true
		im.order = append(im.order, entity)
	}
}

// fields takes the values of an entity. What is wrong leaves the field as it was.
func (im *importer) fields(entity string, fields []field, entries []entry) {
	given := map[string]map[string]scalar{} // by field name, then key
	for _, e := range entries {
		if !im.take(given, fields, e) {
			im.problem(e.line, fault.New(fault.Invalid, "settingsfile.fields", "transfer.unknown_key", "Key", shorten(e.key)))
		}
	}
	for _, f := range fields {
		in := given[f.name]
		if len(in) == 0 {
			continue
		}
		at := firstLine(in)
		im.lines[entity+" "+f.name] = at
		value, err := im.value(f, in, im.next[entity][f.name])
		if err == nil && f.refers && !isNull(value) {
			im.references = append(im.references, pending{entity, f.name, settings.String(value), at})
			continue
		}
		if err == nil {
			err = settings.CheckField(entity, f.name, value)
		}
		if err != nil {
			im.problem(at, err)
			continue
		}
		im.set(entity, f.name, value)
	}
}

// value reads a field as it is stored.
func (im *importer) value(f field, in map[string]scalar, current wire.Value) (wire.Value, error) {
	if f.image == nil {
		return f.parse(in, current)
	}
	value, body, err := readImage(in[f.name], f.image, current)
	if err == nil && body != nil {
		im.images[blob.Hash(body)] = body
	}
	return value, err
}

// take puts an entry under its field; it tells whether there is one.
func (im *importer) take(given map[string]map[string]scalar, fields []field, e entry) bool {
	for _, f := range fields {
		switch {
		case f.under == e.key && f.under != "":
			for _, inner := range im.entries(e.node) {
				if !slices.Contains(f.keys, inner.key) {
					im.problem(inner.line, fault.New(fault.Invalid, "settingsfile.take", "transfer.unknown_key", "Key", shorten(inner.key)))
					continue
				}
				im.keep(given, f, inner)
			}
			return true
		case f.under == "" && slices.Contains(f.keys, e.key):
			im.keep(given, f, e)
			return true
		}
	}
	return false
}

func (im *importer) keep(given map[string]map[string]scalar, f field, e entry) {
	s, ok := im.scalar(e.node)
	if !ok {
		return
	}
	s.line = e.line
	if given[f.name] == nil {
		given[f.name] = map[string]scalar{}
	}
	given[f.name][e.key] = s
}

func firstLine(in map[string]scalar) int {
	first := 0
	for _, s := range in {
		if first == 0 || s.line < first {
			first = s.line
		}
	}
	return first
}

func (im *importer) set(entity, field string, value wire.Value) {
	if im.next[entity] == nil {
		im.next[entity] = map[string]wire.Value{}
	}
	if _, standing := im.next[entity][field]; !standing && isNull(value) {
		return // nothing where nothing was
	}
	im.next[entity][field] = value
}

// element is an entry of a list, before it is known which entity it is.
type element struct {
	line    int
	id      string
	name    string
	entries []entry // without the id
}

// list takes the entries of a list.
func (im *importer) list(l list, node ast.Node) {
	var elements []element
	claimed := map[string]bool{}
	for _, item := range im.items(node) {
		e, ok := im.element(item)
		if !ok {
			continue
		}
		if e.id != "" && claimed[e.id] {
			im.problem(e.line, fault.New(fault.Invalid, "settingsfile.list", "transfer.entry_twice"))
			continue
		}
		claimed[e.id] = true
		elements = append(elements, e)
	}
	var ids []string
	for _, e := range elements {
		id := im.identify(l, e, claimed)
		if im.failed != nil {
			return
		}
		claimed[id] = true
		ids = append(ids, id)
		entity := l.entity(id)
		im.mention(entity, e.line)
		if len(im.current[entity]) == 0 {
			im.next[entity] = l.fresh(id, im.next)
		}
		im.fields(entity, l.fields, e.entries)
	}
	im.prune(l, ids)
	im.arrange(l, ids)
}

func (im *importer) element(node ast.Node) (e element, ok bool) {
	const op = "settingsfile.element"
	e.line, ok = line(node), true
	for i, inner := range im.entries(node) {
		if i == 0 {
			e.line = inner.line
		}
		if inner.key != keyID {
			if s, plain := inner.node.(*ast.StringNode); plain && inner.key == settings.FieldName {
				e.name = s.Value
			}
			e.entries = append(e.entries, inner)
			continue
		}
		s, plain := im.scalar(inner.node)
		id, err := uuid.Parse(s.text)
		if ok = plain && (s.null || (err == nil && id.String() == s.text)); !ok {
			im.problem(inner.line, fault.New(fault.Invalid, op, "transfer.bad_id"))
			continue
		}
		e.id = s.text
	}
	return e, ok
}

// identify finds the entity of an entry: by its id, else by its name among those that no other entry has, else a new one.
func (im *importer) identify(l list, e element, claimed map[string]bool) string {
	if e.id != "" {
		return e.id
	}
	if name := settings.FoldName(e.name); name != "" {
		for _, id := range im.current.IDs(l.kind) {
			if !claimed[id] && settings.FoldName(settings.String(im.current[l.entity(id)][settings.FieldName])) == name {
				return id
			}
		}
	}
	id, err := im.opt.NewID()
	im.failed = fault.Wrap("settingsfile.identify", err)
	return id
}

// prune deletes what the list leaves out, when it is asked for and can be.
func (im *importer) prune(l list, ids []string) {
	if !im.opt.Prune {
		return
	}
	for _, id := range im.current.IDs(l.kind) {
		entity := l.entity(id)
		if k, ok := settings.KindOf(entity); ok && k.Deletable && !slices.Contains(ids, id) {
			delete(im.next, entity)
			im.deleted = append(im.deleted, entity)
		}
	}
}

// arrange gives a list whose order counts that of the file; what the file leaves out keeps its order behind.
func (im *importer) arrange(l list, ids []string) {
	if l.ordered == "" || len(ids) == 0 {
		return
	}
	order := slices.Clone(ids)
	var standing []string
	for _, s := range im.current.AppServers() {
		standing = append(standing, s.ID)
		if !slices.Contains(order, s.ID) && len(im.next[l.entity(s.ID)]) > 0 {
			order = append(order, s.ID)
		}
	}
	if !slices.Equal(order, standing) {
		im.set(settings.EntityAppServers, l.ordered, settings.OrderValue(order))
	}
}

// resolve turns names into ids, now that all names are known.
func (im *importer) resolve() {
	for _, r := range im.references {
		id, found := r.text, len(im.next[settings.TelephonyEntity(r.text)]) > 0
		for _, t := range im.next.Telephony() {
			if !found && settings.FoldName(t.Name) == settings.FoldName(r.text) {
				id, found = t.ID, true
			}
		}
		if !found {
			im.problem(r.line, fault.New(fault.Invalid, "settingsfile.resolve", "transfer.unknown_provider", "Name", shorten(r.text)))
			continue
		}
		im.set(r.entity, r.field, settings.Text(id))
	}
}

// checkDeletions refuses to prune what is still used.
func (im *importer) checkDeletions() {
	for _, entity := range im.deleted {
		if err := settings.CheckDelete(im.next, entity); err != nil {
			im.problem(im.lines[settings.EntityTelephony], err)
		}
	}
}

func isNull(v wire.Value) bool { return len(v) == 0 || string(v) == "null" }
