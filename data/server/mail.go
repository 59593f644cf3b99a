package server

import (
	"encoding/json"
	"io"
	"time"

	"github.com/google/uuid"

	"pupitre/data/fault"
	"pupitre/data/mail"
	"pupitre/data/store"
)

// Post takes letters to be sent.
type Post interface {
	// Enqueue puts a letter in the queue, in the transaction of what it tells: it is sent if and when that is committed.
	Enqueue(tx *store.Tx, l mail.Letter) error
}

// How long a letter waits for a mail server before it is given up.
const (
	letterLife = 5 * 24 * time.Hour // as RFC 5321, 4.5.4.1, has it for mail servers
	forgotLife = time.Hour          // whoever forgot the password does not wait longer
)

// queue is the Post of the server's database. Letters are sealed: an invitation has a secret in it.
type queue struct {
	box  *box
	now  func() time.Time
	rand io.Reader
}

// Enqueue implements Post.
func (q *queue) Enqueue(tx *store.Tx, l mail.Letter) error {
	const op = "server.Enqueue"
	if err := mail.CheckAddress(l.To); err != nil {
		return fault.Wrap(op, err)
	}
	id, err := uuid.NewV7FromReader(q.rand)
	if err != nil {
		return fault.Wrap(op, err)
	}
	text, err := json.Marshal(l)
	if err != nil {
		return fault.Wrap(op, err)
	}
	sealed, err := q.box.seal(text, aboutLetter(id.String()))
	if err != nil {
		return fault.Wrap(op, err)
	}
	now := q.now().UTC().Truncate(time.Millisecond)
	life := letterLife
	if l.Kind == mail.Forgot {
		life = forgotLife
	}
	_, err = tx.AddMail(store.Mail{ID: id.String(), Once: l.Once, Letter: sealed, MadeAt: now, NextAt: now, Until: now.Add(life)})
	return fault.Wrap(op, err)
}

func aboutLetter(id string) string { return "letter " + id }
