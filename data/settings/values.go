package settings

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Values is everything that is set, by entity and field, as stored.
type Values map[string]map[string]wire.Value

// FromView takes the values out of a view.
func FromView(view syncing.View) Values {
	out := make(Values, len(view))
	for entity, fields := range view {
		out[entity] = make(map[string]wire.Value, len(fields))
		for name, state := range fields {
			out[entity][name] = state.Value
		}
	}
	return out
}

// Clone is an independent copy.
func (v Values) Clone() Values {
	out := make(Values, len(v))
	for entity, fields := range v {
		out[entity] = maps.Clone(fields)
	}
	return out
}

// IDs lists the ids of the entities of a kind, in order.
func (v Values) IDs(kind string) []string {
	var out []string
	for entity, fields := range v {
		if id := idOf(kind, entity); id != "" && len(fields) > 0 {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// Support is the section of that name.
func (v Values) Support() Support { return SupportFrom(v[EntitySupport]) }

// Profile is the section of that name.
func (v Values) Profile() Profile { return ProfileFrom(v[EntityProfile]) }

// Telephony lists the telephony providers by name.
func (v Values) Telephony() []Telephony {
	var out []Telephony
	for _, id := range v.IDs(EntityTelephony) {
		out = append(out, TelephonyFrom(id, v[TelephonyEntity(id)]))
	}
	byName(out, func(t Telephony) string { return t.Name })
	return out
}

// DefaultTelephony is the id of the telephony provider of new resellers, "" for none.
func (v Values) DefaultTelephony() string { return String(v[EntityTelephony][FieldDefault]) }

// AppServers lists the application servers in the order in which they serve: the first is the master.
func (v Values) AppServers() []AppServer {
	var out []AppServer
	for _, id := range v.IDs(kindAppServer) {
		out = append(out, AppServerFrom(id, v[AppServerEntity(id)]))
	}
	return inOrder(out, AppServersFrom(v[EntityAppServers]).Order)
}

// Failover says when another application server takes over.
func (v Values) Failover() Failover { return AppServersFrom(v[EntityAppServers]).Failover }

// Resellers lists the resellers by name.
func (v Values) Resellers() []Reseller {
	var out []Reseller
	for _, id := range v.IDs(kindReseller) {
		out = append(out, ResellerFrom(id, v[ResellerEntity(id)]))
	}
	byName(out, func(r Reseller) string { return r.Name })
	return out
}

func byName[T any](list []T, name func(T) string) {
	slices.SortStableFunc(list, func(a, b T) int {
		return cmp.Or(strings.Compare(FoldName(name(a)), FoldName(name(b))), strings.Compare(name(a), name(b)))
	})
}
