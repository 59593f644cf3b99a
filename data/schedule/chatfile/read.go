package chatfile

import (
	"errors"
	"io"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"pupitre/data/fault"
	"pupitre/data/schedule"
)

// MaxFile is the largest settings file that is read, in bytes.
const MaxFile = 8 << 20

// Hours is what a settings file says about the chat's hours.
type Hours struct {
	Zone            string // IANA name; schedule of a file without one is refused
	Enabled         bool
	French, English Half
}

// Half is the hours of one language.
type Half struct {
	Weekly  []schedule.Weekly
	Special []schedule.Special
}

// Plan is what decides in a language, "fr" or "en". It fails with settings.time_zone_unknown.
func (h Hours) Plan(language string) (schedule.Plan, error) {
	zone, err := schedule.LoadZone(h.Zone)
	if err != nil {
		return schedule.Plan{}, err
	}
	half := h.French
	if language == "en" {
		half = h.English
	}
	return schedule.Plan{Enabled: h.Enabled, Zone: zone, Weekly: half.Weekly, Special: half.Special}, nil
}

// profile is what this package reads of the section of that name.
type profile struct {
	Name            string `yaml:"name"`
	DefaultLanguage string `yaml:"default_language"`
	TimeZone        string `yaml:"time_zone"`
}

// defaultZone is the zone of a provider that has chosen none.
const defaultZone = "America/Toronto"

// Read reads the sections "chat" and "profile" of a settings file; the others are left aside. Unknown keys and what cannot
// be kept are refused with their line: schedule.file_key, schedule.file_yaml, schedule.file_entry, schedule.file_no_chat,
// schedule.file_too_large.
func Read(r io.Reader) (Hours, error) {
	sections, err := load(r)
	if err != nil {
		return Hours{}, err
	}
	zone := defaultZone
	if node, ok := sections["profile"]; ok {
		if zone, err = readZone(node); err != nil {
			return Hours{}, err
		}
	}
	return readChat(sections, zone)
}

// ReadChat is Read without the section "profile", for who reads that one too and says what is wrong with it: the zone is
// left empty.
func ReadChat(r io.Reader) (Hours, error) {
	sections, err := load(r)
	if err != nil {
		return Hours{}, err
	}
	return readChat(sections, "")
}

// load reads a whole file, within its bound.
func load(r io.Reader) (map[string]ast.Node, error) {
	const op = "chatfile.load"
	content, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if len(content) > MaxFile {
		return nil, fault.New(fault.Invalid, op, "schedule.file_too_large")
	}
	return sectionsOf(content)
}

// readZone reads the zone of a profile.
func readZone(node ast.Node) (string, error) {
	p, err := decode[profile](node)
	if err != nil {
		return "", err
	}
	zone := p.TimeZone
	if zone == "" {
		zone = defaultZone
	}
	if _, err := schedule.LoadZone(zone); err != nil {
		return "", at(node, err)
	}
	return zone, nil
}

// sectionsOf lists the sections of a file by name.
func sectionsOf(content []byte) (map[string]ast.Node, error) {
	const op = "chatfile.sectionsOf"
	if err := checkDepth(content); err != nil {
		return nil, err
	}
	file, err := parser.ParseBytes(content, 0)
	if err != nil {
		return nil, malformed(err)
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, fault.New(fault.Invalid, op, "schedule.file_no_chat")
	}
	sections := map[string]ast.Node{}
	for _, entry := range entriesOf(file.Docs[0].Body) {
		sections[entry.Key.String()] = entry.Value
	}
	return sections, nil
}

// entriesOf lists the entries of a mapping; the parser gives one entry alone a type of its own.
func entriesOf(node ast.Node) []*ast.MappingValueNode {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// child is the value of a key of a mapping, nil when it is missing.
func child(node ast.Node, key string) ast.Node {
	for _, entry := range entriesOf(node) {
		if entry.Key.String() == key {
			return entry.Value
		}
	}
	return nil
}

func readChat(sections map[string]ast.Node, zone string) (Hours, error) {
	node, ok := sections["chat"]
	if !ok {
		return Hours{}, fault.New(fault.Invalid, "chatfile.readChat", "schedule.file_no_chat")
	}
	section, err := decode[Section](node)
	if err != nil {
		return Hours{}, err
	}
	h := Hours{Zone: zone, Enabled: section.Enabled}
	if h.French, err = section.FR.read(child(node, "fr")); err != nil {
		return Hours{}, err
	}
	h.English, err = section.EN.read(child(node, "en"))
	return h, err
}

// read turns a set into schedules. node is where the set stands, for the lines of refusals.
func (s Set) read(node ast.Node) (h Half, err error) {
	if len(s.Weekly) > schedule.MaxWeekly || len(s.Special) > schedule.MaxEvents {
		return h, at(node, fault.New(fault.Invalid, "chatfile.read", "schedule.file_too_many", "Weekly", schedule.MaxWeekly, "Special", schedule.MaxEvents))
	}
	weekly, special := child(node, "weekly"), child(node, "special")
	for i, entry := range s.Weekly {
		w, err := entry.Schedule()
		if err != nil {
			return h, at(item(weekly, i), err)
		}
		h.Weekly = append(h.Weekly, w)
	}
	if i, err := schedule.CheckUnique(h.Weekly); err != nil {
		return h, at(item(weekly, i), err)
	}
	for i, entry := range s.Special {
		e, err := entry.Event()
		if err != nil {
			return h, at(item(special, i), err)
		}
		h.Special = append(h.Special, e)
	}
	return h, nil
}

// item is an entry of a sequence, or what holds it.
func item(node ast.Node, i int) ast.Node {
	if s, ok := node.(*ast.SequenceNode); ok && i < len(s.Values) {
		return s.Values[i]
	}
	return node
}

// at tells on which line an entry was refused.
func at(node ast.Node, err error) error {
	line := 1
	if node != nil && node.GetToken() != nil {
		line = node.GetToken().Position.Line
	}
	return fault.As(fault.Invalid, "chatfile.at", "schedule.file_entry", err, "Line", line, "Reason", err)
}

// decode reads a section strictly: a key that it does not know is refused.
func decode[T any](node ast.Node) (out T, err error) {
	if node == nil || node.Type() == ast.NullType {
		return out, nil
	}
	if err := yaml.NodeToValue(node, &out, yaml.Strict()); err != nil {
		return out, malformed(err)
	}
	return out, nil
}

// malformed gives an error of the YAML reader a sentence with its line.
func malformed(err error) error {
	const op = "chatfile.malformed"
	line, key := 1, ""
	var y yaml.Error
	if errors.As(err, &y) && y.GetToken() != nil {
		line, key = y.GetToken().Position.Line, y.GetToken().Value
	}
	if unknown := new(yaml.UnknownFieldError); errors.As(err, &unknown) {
		return fault.As(fault.Invalid, op, "schedule.file_key", err, "Line", line, "Key", shorten(key))
	}
	return fault.As(fault.Invalid, op, "schedule.file_yaml", err, "Line", line)
}

func shorten(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
