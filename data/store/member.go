package store

import (
	"time"

	"pupitre/data/access"
)

const (
	sqlInsertMember = `INSERT INTO member (provider, person, role, reseller, lead, created_at) VALUES ($1, $2, $3, $4, $5, $6)`
	sqlDeleteMember = `DELETE FROM member WHERE provider = $1 AND person = $2`
	sqlSetPlace     = `UPDATE member SET reseller = $1, lead = $2 WHERE provider = $3 AND person = $4`
	sqlPointKiosk   = `UPDATE member SET federation = $1 WHERE provider = $2 AND person = $3`
	sqlShutOut      = `UPDATE member SET disabled_at = $1 WHERE provider = $2 AND person = $3`
	// The order is that in which the provider took them in, the primary first.
	sqlSelectMembers = `SELECT provider, person, role, reseller, lead FROM member WHERE provider = $1
		ORDER BY CASE WHEN role = 'primary' THEN 0 ELSE 1 END, created_at, person`
	sqlSelectMemberships = `SELECT m.provider, m.person, m.role, m.reseller, m.lead FROM member m JOIN provider p ON p.id = m.provider
		WHERE m.person = $1 AND m.disabled_at = 0 ORDER BY p.slug`
	sqlCountOtherPlaces = `SELECT count(*), COALESCE(SUM(CASE WHEN disabled_at = 0 THEN 1 ELSE 0 END), 0) FROM member
		WHERE person = $1 AND provider <> $2`

	sqlRoster = `SELECT m.person, m.role, m.reseller, m.lead, p.name, p.email, p.code, p.password <> '',
			CASE WHEN m.disabled_at > p.disabled_at THEN m.disabled_at ELSE p.disabled_at END,
			COALESCE((SELECT MAX(s.seen_at) FROM session s WHERE s.person = m.person), 0),
			COALESCE((SELECT MAX(d.seen_at) FROM device d WHERE d.person = m.person), 0)
		FROM member m JOIN person p ON p.id = m.person WHERE m.provider = $1
		ORDER BY CASE WHEN m.role = 'primary' THEN 0 ELSE 1 END, m.created_at, m.person`
	sqlRosterEntry = `SELECT m.person, m.role, m.reseller, m.lead, p.name, p.email, p.code, p.password <> '',
			CASE WHEN m.disabled_at > p.disabled_at THEN m.disabled_at ELSE p.disabled_at END,
			COALESCE((SELECT MAX(s.seen_at) FROM session s WHERE s.person = m.person), 0),
			COALESCE((SELECT MAX(d.seen_at) FROM device d WHERE d.person = m.person), 0)
		FROM member m JOIN person p ON p.id = m.person WHERE m.provider = $1 AND m.person = $2`
)

// Entry is a member in the list of a provider's people, active or not.
type Entry struct {
	access.Member
	Name       string
	Email      string
	Code       string
	Password   bool      // whether there is one: the invitation was accepted
	DisabledAt time.Time // zero while the person may come in
	SeenAt     time.Time // to the hour; zero when they never signed in
}

// Roster lists the people of a provider, the primary first, also those who are shut out.
func (t *Tx) Roster(provider string) ([]Entry, error) {
	return list(t, "store.Roster", func(s scanner) (Entry, error) { return scanEntry(provider, s.Scan) }, sqlRoster, provider)
}

// RosterEntry is one of Roster; fault.NotFound when the person has no place with the provider.
func (t *Tx) RosterEntry(provider, person string) (Entry, error) {
	return scanEntry(provider, t.row("store.RosterEntry", sqlRosterEntry, provider, person).scan)
}

func scanEntry(provider string, scan func(...any) error) (e Entry, err error) {
	var disabled, session, device int64
	e.Provider = provider
	err = scan(&e.Person, &e.Role, &e.Reseller, &e.Lead, &e.Name, &e.Email, &e.Code, &e.Password, &disabled, &session, &device)
	e.DisabledAt, e.SeenAt = fromMillis(disabled), fromMillis(max(session, device))
	return e, err
}

// AddMember gives a person a role with a provider; ErrUnique when the person has one there already, or when it would be
// a second primary.
func (t *Tx) AddMember(m access.Member, at time.Time) error {
	_, err := t.exec("store.AddMember", sqlInsertMember, m.Provider, m.Person, string(m.Role), m.Reseller, m.Lead, millis(at))
	return err
}

// RemoveMember ends a person's role with a provider; fault.NotFound when there was none.
func (t *Tx) RemoveMember(provider, person string) error {
	return t.execOne("store.RemoveMember", sqlDeleteMember, provider, person)
}

// SetPlace says which reseller a member works for, and whether as its administrator; fault.NotFound when there is no such
// member.
func (t *Tx) SetPlace(m access.Member) error {
	return t.execOne("store.SetPlace", sqlSetPlace, m.Reseller, m.Lead, m.Provider, m.Person)
}

// PointKiosk gives a kiosk the federation whose directory it searches.
func (t *Tx) PointKiosk(provider, person, federation string) error {
	return t.execOne("store.PointKiosk", sqlPointKiosk, federation, provider, person)
}

// ShutOut keeps a member away from a provider, or lets them in again with the zero time; fault.NotFound when there is no such
// member.
func (t *Tx) ShutOut(provider, person string, at time.Time) error {
	return t.execOne("store.ShutOut", sqlShutOut, millis(at), provider, person)
}

// OtherPlaces counts the providers, beside one, that a person has a place with, and those that let them in. It must look at
// the whole server: see Everywhere.
func (t *Tx) OtherPlaces(person, provider string) (places, active int, err error) {
	const op = "store.OtherPlaces"
	if err := t.row(op, sqlCountOtherPlaces, person, provider).scan(&places, &active); err != nil {
		return 0, 0, err
	}
	var portals int
	err = t.row(op, sqlOtherSubscriptions, person, provider).scan(&portals)
	return places + portals, active + portals, err
}

// Members lists the people of a provider, the primary first.
func (t *Tx) Members(provider string) ([]access.Member, error) {
	return list(t, "store.Members", scanMember, sqlSelectMembers, provider)
}

// Memberships lists a person's roles by the slug of the provider, but for those that they are shut out of; behind them, those
// of a subscriber.
func (t *Tx) Memberships(person string) ([]access.Member, error) {
	members, err := list(t, "store.Memberships", scanMember, sqlSelectMemberships, person)
	if err != nil {
		return nil, err
	}
	subscriptions, err := t.subscriptions(person)
	return append(members, subscriptions...), err
}

func scanMember(s scanner) (m access.Member, err error) {
	err = s.Scan(&m.Provider, &m.Person, &m.Role, &m.Reseller, &m.Lead)
	return m, err
}
