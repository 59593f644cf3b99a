package store

import (
	"time"

	"pupitre/data/access"
)

const (
	sqlInsertMember = `INSERT INTO member (provider, person, role, created_at) VALUES ($1, $2, $3, $4)`
	sqlDeleteMember = `DELETE FROM member WHERE provider = $1 AND person = $2`
	// The order is that in which the provider took them in, the primary first.
	sqlSelectMembers = `SELECT provider, person, role FROM member WHERE provider = $1
		ORDER BY CASE WHEN role = 'primary' THEN 0 ELSE 1 END, created_at, person`
	sqlSelectMemberships = `SELECT m.provider, m.person, m.role FROM member m JOIN provider p ON p.id = m.provider
		WHERE m.person = $1 ORDER BY p.slug`
)

// AddMember gives a person a role with a provider; ErrUnique when the person has one there already, or when it would be
// a second primary.
func (t *Tx) AddMember(m access.Member, at time.Time) error {
	_, err := t.exec("store.AddMember", sqlInsertMember, m.Provider, m.Person, string(m.Role), millis(at))
	return err
}

// RemoveMember ends a person's role with a provider; fault.NotFound when there was none.
func (t *Tx) RemoveMember(provider, person string) error {
	return t.execOne("store.RemoveMember", sqlDeleteMember, provider, person)
}

// Members lists the people of a provider, the primary first.
func (t *Tx) Members(provider string) ([]access.Member, error) {
	return list(t, "store.Members", scanMember, sqlSelectMembers, provider)
}

// Memberships lists a person's roles by the slug of the provider.
func (t *Tx) Memberships(person string) ([]access.Member, error) {
	return list(t, "store.Memberships", scanMember, sqlSelectMemberships, person)
}

func scanMember(s scanner) (m access.Member, err error) {
	err = s.Scan(&m.Provider, &m.Person, &m.Role)
	return m, err
}
