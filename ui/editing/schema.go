package editing

import (
	"encoding/json"
	"slices"
	"strconv"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/ui/draft"
)

// Sections, as presence and the palette call them. SectionTelephony and SectionResellers are pages of their own.
const (
	SectionProfile       = "profile"
	SectionAdministrator = "administrator"
	SectionSupport       = "support"
	SectionPhone         = "phone"
	SectionTelephony     = "telephony"
	SectionServers       = "servers"
	SectionResellers     = "resellers"
)

// Kinds of the collections.
const (
	KindTelephony = settings.EntityTelephony
	KindServer    = "appserver"
	KindReseller  = "reseller"
)

// Parts of the groups.
const (
	PartHost    = "host"
	PartPort    = "port"
	PartIP      = "ip"
	PartEnabled = "enabled"
	PartDown    = "down_after_s"
	PartUp      = "up_after_s"
)

// Who is who edits: what the schema allows depends on it.
type Who struct {
	Person   string // id
	Email    string // of the sign-in, "" when not known
	Role     access.Role
	Language string // meant by an interface language that was never written: "fr" or "en"
}

// SchemaFor is everything that a person can see or change through the save bar, in reading order.
func SchemaFor(w Who) *draft.Schema {
	kinds := []draft.Kind{}
	if w.Role.MayReadSettings() {
		kinds = append(kinds, profileKind())
	}
	kinds = append(kinds, personKind(w))
	if w.Role.MayReadSettings() {
		kinds = append(kinds, securityKind(w))
		kinds = append(kinds, supportKind(w), phoneKind(), telephonyKind(), brandingKind())
		kinds = append(kinds, chatKinds()...)
		kinds = append(kinds, serversKind(), serverKind(), resellerKind())
	}
	for i := range kinds {
		if kinds[i].Section != SectionAdministrator {
			kinds[i].ReadOnly = kinds[i].ReadOnly || !w.Role.MayEditSettings()
		}
	}
	return &draft.Schema{Kinds: kinds}
}

func profileKind() draft.Kind {
	unset := settings.DefaultProfile("")
	return draft.Kind{Name: settings.EntityProfile, Entity: settings.EntityProfile, Section: SectionProfile, Fields: []draft.Field{
		draft.Text(settings.FieldName, settings.CleanName, settings.CheckName),
		withDefault(draft.Text(settings.FieldDefaultLanguage, nil, settings.CheckLanguage), unset.DefaultLanguage),
		withDefault(draft.Text(settings.FieldTimeZone, nil, settings.CheckTimeZone), unset.TimeZone),
	}}
}

func personKind(w Who) draft.Kind {
	return draft.Kind{
		Name: "person", Entity: settings.PersonEntity(w.Person), Section: SectionAdministrator, ReadOnly: w.Role == access.Kiosk,
		Fields: []draft.Field{withDefault(draft.Text(settings.FieldLanguage, nil, settings.CheckLanguage), w.Language)},
	}
}

// securityKind is what the provider asks of its administrators; its control stands beside the second factor.
func securityKind(w Who) draft.Kind {
	asked := boolField(settings.FieldTOTPPrimary)
	asked.Inner = true
	return draft.Kind{
		Name: settings.EntitySecurity, Entity: settings.EntitySecurity, Section: SectionAdministrator,
		ReadOnly: !w.Role.MayEditSettings(), Fields: []draft.Field{asked},
	}
}

func supportKind(w Who) draft.Kind {
	return draft.Kind{
		Name: settings.EntitySupport, Entity: settings.EntitySupport, Section: SectionSupport,
		Fields: []draft.Field{emailField(settings.FieldEmail), phoneField(settings.FieldPhone)},
		Warn: func(d *draft.Draft, entity string) []draft.Remark {
			mine, err := settings.ParseEmail(w.Email)
			if err != nil || settings.FoldName(settings.String(d.Value(entity, settings.FieldEmail))) != settings.FoldName(mine) {
				return nil
			}
			c := draft.Cell{Entity: entity, Field: settings.FieldEmail}
			return []draft.Remark{{Cell: c, Err: fault.New(fault.Invalid, "editing.supportKind", "settings.email_private")}}
		},
	}
}

func phoneKind() draft.Kind {
	use := draft.Optional(draft.Text(settings.FieldDefault, nil, nil))
	use.To = KindTelephony
	return draft.Kind{
		Name: "phone_system", Entity: settings.EntityTelephony, Section: SectionPhone, Fields: []draft.Field{use},
	}
}

func telephonyKind() draft.Kind {
	return draft.Kind{
		Name: KindTelephony, Section: SectionTelephony, Order: byName, Check: sameName,
		Fields: []draft.Field{
			draft.Text(settings.FieldName, settings.CleanName, settings.CheckEntryName),
			hostField(),
			withDefault(draft.Text(settings.FieldTransport, nil, settings.CheckTransport), settings.DefaultTransport),
			phoneField(settings.FieldPhone),
			draft.Optional(draft.Text(settings.FieldNote, settings.CleanNote, settings.CheckNote)),
		},
	}
}

func serversKind() draft.Kind {
	order := draft.List(settings.FieldOrder)
	order.Default = settings.OrderValue(nil)
	return draft.Kind{
		Name: settings.EntityAppServers, Entity: settings.EntityAppServers, Section: SectionServers,
		Fields: []draft.Field{order, failoverField()},
	}
}

func serverKind() draft.Kind {
	return draft.Kind{
		Name: KindServer, Section: SectionServers, Order: inOrder, Check: sameName, Warn: sameAddress,
		Fields: []draft.Field{draft.Text(settings.FieldName, settings.CleanName, settings.CheckEntryName), ipField()},
	}
}

// resellerKind is who sells the service.
func resellerKind() draft.Kind {
	use := draft.Optional(draft.Text(settings.FieldTelephony, nil, nil))
	use.To = KindTelephony
	return draft.Kind{
		Name: KindReseller, Section: SectionResellers, Order: byName, Check: sameName,
		Fields: []draft.Field{
			draft.Text(settings.FieldName, settings.CleanName, settings.CheckEntryName),
			withDefault(draft.Text(settings.FieldLanguage, nil, settings.CheckLanguage), settings.Languages[0]),
			use,
			emailField(settings.FieldEmail),
			phoneField(settings.FieldPhone),
			activeField(),
			draft.Optional(draft.Text(settings.FieldNote, settings.CleanNote, settings.CheckNote)),
		},
	}
}

// activeField tells whether the people of a reseller may sign in. A menu changes it, after a question.
func activeField() draft.Field {
	return draft.Field{
		Name: settings.FieldActive, Inner: true, Default: settings.Truth(true),
		Show: func(v wire.Value) []string { return []string{string(v)} },
		Read: func(texts []string) (wire.Value, []error) {
			return settings.Truth(texts[0] == strconv.FormatBool(true)), []error{nil}
		},
	}
}

// newborn are the texts that an entity of a collection begins with: a reseller has the default language and the default
// telephony provider, as this draft leaves them.
func newborn(d *draft.Draft, kind string) map[draft.Cell]string {
	if kind != KindReseller {
		return nil
	}
	fields := func(entity, field string) map[string]wire.Value {
		return map[string]wire.Value{field: d.Value(entity, field)}
	}
	r := settings.NewReseller("", settings.Values{
		settings.EntityProfile:   fields(settings.EntityProfile, settings.FieldDefaultLanguage),
		settings.EntityTelephony: fields(settings.EntityTelephony, settings.FieldDefault),
	})
	return map[draft.Cell]string{{Field: settings.FieldLanguage}: r.Language, {Field: settings.FieldTelephony}: r.Telephony}
}

func withDefault(f draft.Field, text string) draft.Field {
	f.Default = settings.Text(text)
	return f
}

// parsed is an optional text whose stored form is not what is typed.
func parsed(name string, show func(stored string) string, parse func(typed string) (stored string, err error)) draft.Field {
	return draft.Optional(draft.Field{
		Name: name,
		Show: func(v wire.Value) []string { return []string{show(settings.String(v))} },
		Read: func(texts []string) (wire.Value, []error) {
			stored, err := parse(texts[0])
			return settings.OptionalText(stored), []error{err}
		},
	})
}

func emailField(name string) draft.Field {
	return parsed(name, settings.ShowEmail, settings.ParseEmail)
}

func phoneField(name string) draft.Field { return parsed(name, showPhone, settings.ParsePhone) }

// hostField is the address of a telephony provider.
func hostField() draft.Field {
	return draft.Field{
		Name: settings.FieldAddress, Parts: []string{PartHost, PartPort},
		Show: func(v wire.Value) []string {
			var a settings.HostPort
			if json.Unmarshal(v, &a) != nil {
				return []string{"", ""}
			}
			return []string{settings.ShowHost(a.Host), portText(a.Port)}
		},
		Read: func(texts []string) (wire.Value, []error) {
			host, hostErr := settings.ParseHost(texts[0])
			port, portErr := settings.ParsePort(texts[1])
			return settings.HostPort{Host: host, Port: port}.Value(), []error{hostErr, portErr}
		},
	}
}

// ipField is the address of an application server.
func ipField() draft.Field {
	return draft.Field{
		Name: settings.FieldAddress, Parts: []string{PartIP, PartPort},
		Show: func(v wire.Value) []string {
			a := settings.AppServerFrom("", map[string]wire.Value{settings.FieldAddress: v}).Address
			if !a.IP.IsValid() {
				return []string{"", ""}
			}
			if a.Port == settings.DefaultServerPort {
				a.Port = 0
			}
			return []string{a.IP.String(), portText(a.Port)}
		},
		Read: func(texts []string) (wire.Value, []error) {
			_, ipErr := settings.ParseIP(texts[0])
			_, portErr := settings.ParsePort(texts[1])
			if ipErr != nil || portErr != nil {
				return nil, []error{ipErr, portErr}
			}
			a, err := settings.ParseIPPort(texts[0], texts[1])
			return a.Value(), []error{err, nil}
		},
	}
}

func portText(port uint16) string {
	if port == 0 {
		return ""
	}
	return strconv.Itoa(int(port))
}

// failoverField says when another server takes over: a tick and two numbers of seconds.
func failoverField() draft.Field {
	return draft.Field{
		Name: settings.FieldFailover, Parts: []string{PartEnabled, PartDown, PartUp}, Default: settings.DefaultFailover().Value(),
		Show: func(v wire.Value) []string {
			f := settings.AppServersFrom(map[string]wire.Value{settings.FieldFailover: v}).Failover
			return []string{strconv.FormatBool(f.Enabled), strconv.Itoa(f.DownAfter), strconv.Itoa(f.UpAfter)}
		},
		Read: func(texts []string) (wire.Value, []error) {
			down, downErr := seconds(texts[1])
			up, upErr := seconds(texts[2])
			f := settings.Failover{Enabled: texts[0] == strconv.FormatBool(true), DownAfter: down, UpAfter: up}
			return f.Value(), []error{nil, downErr, upErr}
		},
	}
}

func seconds(text string) (int, error) {
	n, err := strconv.Atoi(settings.CleanName(text))
	if err != nil {
		n = -1 // what is not a number has the sentence of the range
	}
	return n, settings.CheckHold(n)
}

// byName puts entities in the order of their names as they are stored, so that typing a name does not move its row; those
// made here stand at the end.
func byName(d *draft.Draft, entities []string) []string {
	key := func(entity string) string {
		return settings.FoldName(settings.String(d.Stored(entity, settings.FieldName)))
	}
	slices.SortStableFunc(entities, func(a, b string) int {
		ka, kb := key(a), key(b)
		switch {
		case d.Born(a) != d.Born(b):
			if d.Born(a) {
				return 1
			}
			return -1
		case ka < kb:
			return -1
		case ka > kb:
			return 1
		}
		return 0
	})
	return entities
}

// sameName refuses a name that another entity of the kind has.
func sameName(d *draft.Draft, entity string) []draft.Remark {
	kind := d.Schema().Kind(entity).Name
	name := settings.FoldName(settings.String(d.Value(entity, settings.FieldName)))
	count := d.Shared("names of "+kind, func() any { return countNames(d, kind) }).(map[string]int)
	if name == "" || count[name] < 2 {
		return nil
	}
	c := draft.Cell{Entity: entity, Field: settings.FieldName}
	return []draft.Remark{{Cell: c, Err: fault.New(fault.Conflict, "editing.sameName", "settings.name_taken")}}
}

// countNames tells how many entities of a kind have each name.
func countNames(d *draft.Draft, kind string) map[string]int {
	count := map[string]int{}
	for _, e := range d.Living(kind) {
		count[settings.FoldName(settings.String(d.Value(e, settings.FieldName)))]++
	}
	return count
}
