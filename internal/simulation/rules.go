package simulation

import (
	"bytes"
	"slices"
	"strings"

	"pupitre/data/access"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// The sections of the worlds' providers.
const (
	profile  = "profile"  // everyone's; start and end must be in order, hours is an atomic group
	security = "security" // the administrators'
	staff    = "staff"    // the staff's
	billing  = "billing"  // the primary's
	owned    = "person:"  // one person's
	visit    = "event:"   // made and deleted as a whole
	future   = "x_future" // a field that only newer programs know
)

// fieldsOf lists the fields that programs of today know.
func fieldsOf(entity string) []string {
	switch {
	case entity == profile:
		return []string{"name", "note", "hours", "start", "end", logo}
	case entity == security:
		return []string{"lock", "alarm"}
	case entity == staff:
		return []string{"note"}
	case entity == billing:
		return []string{"card"}
	case strings.HasPrefix(entity, owned):
		return []string{"language"}
	case strings.HasPrefix(entity, visit):
		return []string{"title", "place"}
	}
	return nil
}

// rules is the worlds' syncing.Policy.
type rules struct {
	gone []string // pictures that nobody has any more
}

const (
	notAllowed = "sim_not_allowed"
	badValue   = "sim_bad_value"
	badOrder   = "sim_bad_order"
	blobLost   = "sim_blob_lost"
)

// allowed is the table of rights; checks ask it too, so that a core that does not ask the policy is found.
func allowed(role access.Role, person, entity string) bool {
	admin := role == access.Primary || role == access.Delegate
	switch {
	case entity == billing:
		return role == access.Primary
	case strings.HasPrefix(entity, owned):
		return entity == owned+person && role != access.Kiosk
	}
	return admin
}

func (rules) May(m access.Member, _ wire.Kind, entity, _ string) string {
	if allowed(m.Role, m.Person, entity) {
		return ""
	}
	return notAllowed
}

func (r rules) Check(_, _ string, v wire.Value) string {
	for _, hash := range wire.BlobsIn(v) {
		if slices.Contains(r.gone, hash) {
			return blobLost
		}
	}
	if bytes.Contains(v, []byte("|bad")) {
		return badValue
	}
	return ""
}

func (rules) CheckEntity(entity string, fields map[string]wire.Value) string {
	if entity == profile && !inOrder(fields["start"], fields["end"]) {
		return badOrder
	}
	return ""
}

// inOrder tells whether start is not after end, where both are set.
func inOrder(start, end wire.Value) bool {
	return len(start) == 0 || len(end) == 0 || string(start) == "null" || string(end) == "null" ||
		string(start) <= string(end)
}

func (rules) Audience(entity, _ string) string { return audienceOf(entity) }

// everyAudience lists those of all people.
func everyAudience(people []access.Member) (all []string) {
	all = []string{access.OnlyPrimary, access.Administrators, access.Staff, access.Everyone}
	for _, m := range people {
		all = append(all, access.OnlyPerson(m.Person))
	}
	return all
}

func audienceOf(entity string) string {
	switch {
	case entity == security:
		return access.Administrators
	case entity == staff:
		return access.Staff
	case entity == billing:
		return access.OnlyPrimary
	case strings.HasPrefix(entity, owned):
		return access.OnlyPerson(strings.TrimPrefix(entity, owned))
	}
	return access.Everyone
}

// mark begins each value, so that a value in the wrong hands shows whose it is.
func mark(provider, audience string) string { return provider + "|" + audience + "|" }

// quote makes a value of a marked text, which needs no escape.
func quote(space, entity, text string) wire.Value {
	return wire.Value(`"` + mark(syncing.ProviderOf(space), audienceOf(entity)) + text + `"`)
}

// group makes a value of several parts, one atomic group.
func group(space, entity, text string) wire.Value {
	m := mark(syncing.ProviderOf(space), audienceOf(entity))
	return wire.Value(`{"from":"` + m + text + `","to":"` + m + text + `"}`)
}
