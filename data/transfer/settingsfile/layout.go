package settingsfile

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode"

	"pupitre/data/branding"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

// Version is the version of the settings file that this program writes; it reads no other.
const Version = 1

// The keys that are not fields.
const (
	keyVersion = "pupitre"
	keyID      = "id"
)

// section is a part of the file: an entity, a list of entities, or an entity with a list in it.
type section struct {
	name   string
	entity string // "" for a section that is a list
	fields []field
	list   *list
}

// list is what there may be several of. Its order in the file is that of the entity's field ordered, when that is set.
type list struct {
	key     string // "" when the section itself is the list
	kind    string
	fields  []field
	ordered string
	// fresh is the stored form of an entity as it begins.
	fresh func(id string, v settings.Values) map[string]wire.Value
}

// field is a field of an entity, and how it stands in the file.
type field struct {
	name  string
	under string   // key of a mapping that the keys stand in, "" for none
	keys  []string // several for a group
	parse func(in map[string]scalar, current wire.Value) (wire.Value, error)
	show  func(wire.Value) map[string]any
	// refers tells that the file may have a name where an id is stored.
	refers bool
	// image holds an image against the rules of the field; nil for a field that has none.
	image func(wire.BlobRef) error
}

// layout is the whole file, in the order in which people read it. A new section is a new row.
var layout = []section{
	{name: "profile", entity: settings.EntityProfile, fields: []field{
		text(settings.FieldName, settings.CleanName), language(settings.FieldDefaultLanguage), text(settings.FieldTimeZone, strings.TrimSpace),
	}},
	{name: "support", entity: settings.EntitySupport, fields: []field{email(), phone()}},
	{name: "branding", entity: branding.Entity, fields: []field{
		colour(branding.FieldColor1), colour(branding.FieldColor2),
		imageField(branding.FieldLogo, branding.CheckLogo), imageField(branding.FieldFavicon, branding.CheckFavicon),
	}},
	{
		name: "telephony", entity: settings.EntityTelephony, fields: []field{reference(settings.FieldDefault)},
		list: &list{
			key: "providers", kind: settings.EntityTelephony,
			fields: []field{text(settings.FieldName, settings.CleanName), hostPort(), word(settings.FieldTransport), phone(), note()},
			fresh: func(id string, _ settings.Values) map[string]wire.Value {
				f := settings.Telephony{ID: id, Transport: settings.DefaultTransport}.Fields()
				delete(f, settings.FieldName)
				delete(f, settings.FieldAddress)
				return f
			},
		},
	},
	{
		name: "appservers", entity: settings.EntityAppServers, fields: []field{failover()},
		list: &list{
			key: "servers", kind: "appserver", ordered: settings.FieldOrder,
			fields: []field{text(settings.FieldName, settings.CleanName), ipPort()},
			fresh:  func(string, settings.Values) map[string]wire.Value { return map[string]wire.Value{} },
		},
	},
	{name: "resellers", list: &list{
		kind: "reseller",
		fields: []field{
			text(settings.FieldName, settings.CleanName), language(settings.FieldLanguage), reference(settings.FieldTelephony),
			email(), phone(), truth(settings.FieldActive), note(),
		},
		fresh: func(id string, v settings.Values) map[string]wire.Value {
			f := settings.NewReseller(id, v).Fields()
			delete(f, settings.FieldName)
			return f
		},
	}},
	{name: "security", entity: settings.EntitySecurity, fields: []field{truth(settings.FieldTOTPPrimary)}},
}

// one makes a field of one key, which has the field's own name.
func one(name string, parse func(string) (wire.Value, error), show func(wire.Value) any) field {
	return field{
		name: name, keys: []string{name},
		parse: func(in map[string]scalar, _ wire.Value) (wire.Value, error) {
			if in[name].null {
				return wire.Value("null"), nil
			}
			return parse(in[name].text)
		},
		show: func(v wire.Value) map[string]any { return map[string]any{name: show(v)} },
	}
}

func showText(v wire.Value) any {
	switch s := settings.String(v); {
	case s == "":
		return nil
	case isPlain(s) || isBlock(s):
		return s
	default:
		return quoted(s)
	}
}

// quoted is a text that is written between double quotes whatever it is.
type quoted string

// MarshalYAML implements yaml.BytesMarshaler: a string of JSON is one of YAML (YAML 1.2.2, 1.3).
func (q quoted) MarshalYAML() ([]byte, error) { return settings.Text(string(q)), nil }

// isPlain tells whether a text can do without quotes. It is stricter than YAML: the library writes some texts without quotes
// that nobody reads back ("? a").
func isPlain(s string) bool {
	for i, r := range s {
		letter := unicode.IsLetter(r)
		if (i == 0 && !letter) || (!letter && !unicode.IsDigit(r) && !strings.ContainsRune(" -_.,’'()/@&+", r)) {
			return false
		}
	}
	return strings.TrimSpace(s) == s
}

// isBlock tells whether a text of several lines can be written line by line.
func isBlock(s string) bool {
	if !strings.Contains(s, "\n") {
		return false
	}
	for line := range strings.SplitSeq(s, "\n") {
		if line == "" || strings.TrimSpace(line) != line || strings.ContainsFunc(line, unicode.IsControl) {
			return false
		}
	}
	return true
}

func text(name string, clean func(string) string) field {
	return one(name, func(s string) (wire.Value, error) { return settings.OptionalText(clean(s)), nil }, showText)
}

func word(name string) field {
	return text(name, func(s string) string { return strings.ToLower(strings.TrimSpace(s)) })
}

func language(name string) field { return word(name) }

func note() field { return text(settings.FieldNote, settings.CleanNote) }

// parsed makes the parse function of a text that has a stored form; an empty text clears the field.
func parsed(parse func(string) (string, error)) func(string) (wire.Value, error) {
	return func(s string) (wire.Value, error) {
		if strings.TrimSpace(s) == "" {
			return wire.Value("null"), nil
		}
		stored, err := parse(s)
		return settings.OptionalText(stored), err
	}
}

func email() field { return one(settings.FieldEmail, parsed(settings.ParseEmail), showText) }

func phone() field { return one(settings.FieldPhone, parsed(settings.ParsePhone), showText) }

func reference(name string) field {
	f := text(name, strings.TrimSpace)
	f.refers = true
	return f
}

func truth(name string) field {
	return one(name, parseTruth, func(v wire.Value) any { return settings.True(v) })
}

func parseTruth(s string) (wire.Value, error) {
	b, err := boolean(s)
	return settings.Truth(b), err
}

// boolean reads true and false, the only spellings of YAML 1.2.
func boolean(s string) (bool, error) {
	switch strings.ToLower(s) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, fault.New(fault.Invalid, "settingsfile.boolean", "transfer.not_true_or_false")
}

func hostPort() field {
	return field{
		name: settings.FieldAddress, keys: []string{"host", "port"},
		parse: func(in map[string]scalar, current wire.Value) (wire.Value, error) {
			var now settings.HostPort
			_ = json.Unmarshal(current, &now) // what cannot be read is replaced
			a, err := settings.ParseHostPort(given(in, "host", now.Host), given(in, "port", number(now.Port)))
			return a.Value(), err
		},
		show: func(v wire.Value) map[string]any {
			var a settings.HostPort
			if json.Unmarshal(v, &a) != nil {
				return nil
			}
			return map[string]any{"host": a.Host, "port": portOrNil(a.Port)}
		},
	}
}

func ipPort() field {
	type parts struct {
		IP   string `json:"ip"`
		Port uint16 `json:"port"`
	}
	return field{
		name: settings.FieldAddress, keys: []string{"ip", "port"},
		parse: func(in map[string]scalar, current wire.Value) (wire.Value, error) {
			var now parts
			_ = json.Unmarshal(current, &now) // what cannot be read is replaced
			a, err := settings.ParseIPPort(given(in, "ip", now.IP), given(in, "port", number(now.Port)))
			return a.Value(), err
		},
		show: func(v wire.Value) map[string]any {
			var a parts
			if json.Unmarshal(v, &a) != nil {
				return nil
			}
			if a.Port == 0 {
				a.Port = settings.DefaultServerPort
			}
			return map[string]any{"ip": a.IP, "port": int(a.Port)}
		},
	}
}

func failover() field {
	return field{
		name: settings.FieldFailover, under: "failover", keys: []string{"enabled", "down_after_s", "up_after_s"},
		parse: func(in map[string]scalar, current wire.Value) (wire.Value, error) {
			f := settings.AppServersFrom(map[string]wire.Value{settings.FieldFailover: current}).Failover
			var err error
			if s, ok := in["enabled"]; ok {
				if f.Enabled, err = boolean(s.text); err != nil {
					return nil, err
				}
			}
			for key, seconds := range map[string]*int{"down_after_s": &f.DownAfter, "up_after_s": &f.UpAfter} {
				if s, ok := in[key]; ok {
					n, err := strconv.Atoi(s.text)
					if err != nil {
						return nil, fault.As(fault.Invalid, "settingsfile.failover", "settings.failover_range", err,
							"Min", settings.MinHold, "Max", settings.MaxHold)
					}
					*seconds = n
				}
			}
			return f.Value(), nil
		},
		show: func(v wire.Value) map[string]any {
			f := settings.AppServersFrom(map[string]wire.Value{settings.FieldFailover: v}).Failover
			return map[string]any{"enabled": f.Enabled, "down_after_s": f.DownAfter, "up_after_s": f.UpAfter}
		},
	}
}

// given is the text under a key, else what stands already.
func given(in map[string]scalar, key, standing string) string {
	if s, ok := in[key]; ok {
		return s.text // "" for null
	}
	return standing
}

func number(port uint16) string {
	if port == 0 {
		return ""
	}
	return strconv.Itoa(int(port))
}

func portOrNil(port uint16) any {
	if port == 0 {
		return nil
	}
	return int(port)
}
