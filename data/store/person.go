package store

import (
	"strings"
	"time"

	"pupitre/data/fault"
)

// Person is somebody who signs in.
type Person struct {
	ID         string
	Email      string // in lower case, unique
	Name       string
	Code       string // six digits, unique
	Password   string // argon2id with its parameters, "" until the invitation is accepted
	CreatedAt  time.Time
	DisabledAt time.Time // zero while the person may sign in
}

// NormalEmail is the form in which addresses are stored and compared.
func NormalEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

const (
	sqlInsertPerson = `INSERT INTO person (id, email, name, code, password, created_at, disabled_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`
	sqlSelectPerson        = `SELECT id, email, name, code, password, created_at, disabled_at FROM person WHERE id = $1`
	sqlSelectPersonByEmail = `SELECT id, email, name, code, password, created_at, disabled_at FROM person WHERE email = $1`
	sqlUpdatePersonLogin   = `UPDATE person SET name = $1, password = $2 WHERE id = $3`
	sqlUpdateName          = `UPDATE person SET name = $1 WHERE id = $2`
	sqlUpdateEmail         = `UPDATE person SET email = $1 WHERE id = $2`
	sqlDisablePerson       = `UPDATE person SET disabled_at = $1 WHERE id = $2`
	sqlUpdatePassword      = `UPDATE person SET password = $1 WHERE id = $2`
	sqlCountPersonCode     = `SELECT count(*) FROM person WHERE code = $1`
)

// AddPerson inserts a person; ErrUnique when the address or the code is taken.
func (t *Tx) AddPerson(p Person) error {
	_, err := t.exec("store.AddPerson", sqlInsertPerson, p.ID, NormalEmail(p.Email), p.Name, p.Code, p.Password,
		millis(p.CreatedAt), millis(p.DisabledAt))
	return err
}

// Person is the person with the id; fault.NotFound when there is none.
func (t *Tx) Person(id string) (Person, error) {
	return scanPerson(t.row("store.Person", sqlSelectPerson, id))
}

// PersonByEmail is the person with the address, in any case; fault.NotFound when there is none.
func (t *Tx) PersonByEmail(email string) (Person, error) {
	return scanPerson(t.row("store.PersonByEmail", sqlSelectPersonByEmail, NormalEmail(email)))
}

// SetLogin gives a person a name and a password, in its stored form.
func (t *Tx) SetLogin(id, name, password string) error {
	return t.execOne("store.SetLogin", sqlUpdatePersonLogin, name, password, id)
}

// SetPassword replaces a person's password, in its stored form.
func (t *Tx) SetPassword(id, password string) error {
	return t.execOne("store.SetPassword", sqlUpdatePassword, password, id)
}

// SetName replaces a person's name.
func (t *Tx) SetName(id, name string) error {
	return t.execOne("store.SetName", sqlUpdateName, name, id)
}

// SetEmail moves a person's sign-in name to another address; ErrUnique when somebody has it.
func (t *Tx) SetEmail(id, email string) error {
	return t.execOne("store.SetEmail", sqlUpdateEmail, NormalEmail(email), id)
}

// DisablePerson keeps a person from signing in at all, or lets them again with the zero time.
func (t *Tx) DisablePerson(id string, at time.Time) error {
	return t.execOne("store.DisablePerson", sqlDisablePerson, millis(at), id)
}

// CodeTaken tells whether a person has the code. Trying the insertion would spoil the transaction.
func (t *Tx) CodeTaken(code string) (bool, error) {
	var n int
	err := t.row("store.CodeTaken", sqlCountPersonCode, code).scan(&n)
	return n > 0, fault.Wrap("store.CodeTaken", err)
}

func scanPerson(r result) (p Person, err error) {
	var created, disabled int64
	err = r.scan(&p.ID, &p.Email, &p.Name, &p.Code, &p.Password, &created, &disabled)
	p.CreatedAt, p.DisabledAt = fromMillis(created), fromMillis(disabled)
	return p, err
}
