package server

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"pupitre/data/fault"
	"pupitre/data/mail"
	"pupitre/data/store"
)

// Sender hands a message to a mail server; mail.SMTP is the real one. An error that has mail.ErrRefused in its chain is final.
type Sender interface {
	Send(ctx context.Context, m mail.Message) error
}

const (
	mailEvery   = 2 * time.Second  // looks for letters to send
	mailAtOnce  = 50               // in one round
	mailClaim   = 2 * time.Minute  // of one letter: more than a try takes, and soon over when its server dies
	firstRetry  = 30 * time.Second // after a failure, then doubled …
	latestRetry = time.Hour        // … up to this
	mailKept    = revokedKept      // for the letters that are written once
	mailWarning = time.Hour        // between two lines of the log about letters that cannot leave
)

// Delivered is what a round of Deliver has done.
type Delivered struct {
	Sent    int
	Failed  int // to be tried again
	GivenUp int // refused for good, too old, or to nobody
}

// Deliver sends the letters that are due. Several processes may do it at once: a letter is claimed by one of them. It is sent
// once, unless the process dies between the mail server's word and its own note of it: then the next one has the same
// Message-ID. Without a mail server, letters only grow old.
func (s *Server) Deliver(ctx context.Context) (out Delivered, err error) {
	const op = "server.Deliver"
	var due []string
	now := s.now()
	if out.GivenUp, err = s.expireMail(ctx, now); err != nil || s.sender == nil {
		return out, fault.Wrap(op, err)
	}
	err = s.store.Read(ctx, func(tx *store.Tx) (err error) {
		due, err = tx.DueMail(now, mailAtOnce)
		return err
	})
	for _, id := range due {
		if err != nil || ctx.Err() != nil {
			break
		}
		var failure error
		if failure, err = s.deliverOne(ctx, id, &out); failure != nil {
			break // the mail server cannot for now: the others would only wait for it one by one
		}
	}
	return out, fault.Wrap(op, err)
}

// expireMail gives up the letters that have waited too long. Most rounds find none, and write nothing.
func (s *Server) expireMail(ctx context.Context, now time.Time) (n int, err error) {
	var waiting int
	err = s.store.Read(ctx, func(tx *store.Tx) (err error) {
		waiting, err = tx.ExpiredMail(now)
		return err
	})
	if err != nil || waiting == 0 {
		return 0, err
	}
	err = s.store.Write(ctx, func(tx *store.Tx) (err error) {
		n, err = tx.ExpireMail(now)
		return err
	})
	if n > 0 && err == nil {
		s.log.Warn("letters given up: they waited too long", "letters", n)
	}
	return n, err
}

// deliverOne sends a letter. failure is the mail server's; err is ours.
func (s *Server) deliverOne(ctx context.Context, id string, out *Delivered) (failure, err error) {
	now := s.now()
	var m store.Mail
	err = s.store.Write(ctx, func(tx *store.Tx) (err error) {
		m, err = tx.ClaimMail(id, now, now.Add(mailClaim))
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return nil, nil // another process was faster
	}
	if err != nil {
		return nil, err
	}
	undo, failure := s.send(ctx, m)
	// What the mail server has taken is noted even when we are asked to end meanwhile.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closePatience)
	defer cancel()
	switch {
	case failure == nil:
		out.Sent++
		return nil, s.endMail(ctx, m.ID)
	case errors.Is(failure, mail.ErrRefused), fault.Is(failure, fault.NotFound):
		if !fault.Is(failure, fault.NotFound) { // to nobody: a stranger's question about a password
			s.log.Warn("letter given up: refused", "letter", m.ID, "error", failure)
		}
		out.GivenUp++
		return nil, errors.Join(undo(ctx), s.endMail(ctx, m.ID))
	}
	wait := min(firstRetry<<min(max(m.Tries-1, 0), 20), latestRetry)
	s.log.Warn("letter not sent; it will be tried again", "letter", m.ID, "tries", m.Tries, "in", wait, "error", failure)
	out.Failed++
	return failure, errors.Join(undo(ctx), s.deferMail(ctx, m, now.Add(wait)))
}

// send writes a letter in words and sends it. undo takes back what was prepared for it. fault.NotFound says that there is nobody
// to write to.
func (s *Server) send(ctx context.Context, m store.Mail) (undo func(context.Context) error, err error) {
	const op = "server.send"
	undo = func(context.Context) error { return nil }
	text, err := s.box.open(m.Letter, aboutLetter(m.ID))
	if err != nil {
		return undo, errors.Join(mail.ErrRefused, err)
	}
	var l mail.Letter
	if err := json.Unmarshal(text, &l); err != nil {
		return undo, errors.Join(mail.ErrRefused, fault.Wrap(op, err))
	}
	if l.Kind == mail.Forgot {
		var code string
		if l, code, err = s.drawReset(ctx, l); err != nil {
			return undo, fault.Wrap(op, err)
		}
		undo = func(ctx context.Context) error { return s.dropReset(ctx, code) }
	}
	look, err := s.lookOf(ctx, l.ProviderID)
	if err != nil {
		return undo, fault.Wrap(op, err)
	}
	message, err := mail.Render(m.ID, l, look)
	if err != nil {
		return undo, errors.Join(mail.ErrRefused, err)
	}
	return undo, s.sender.Send(ctx, message)
}

// lookOf is the look that a provider's letters have now, nil for none: a letter that waited has the one of the day it is sent.
func (s *Server) lookOf(ctx context.Context, provider string) (look *mail.Look, err error) {
	if provider == "" {
		return nil, nil // Pupitre itself writes
	}
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		brand, chosen, err := brandOf(tx, provider)
		if err != nil || !chosen {
			return err
		}
		look = &mail.Look{Color1: brand.Color1, Color2: brand.Color2}
		if brand.Logo == nil {
			return nil
		}
		b, err := tx.Blob(provider, brand.Logo.SHA256)
		look.Logo = &mail.Logo{BlobRef: b.Ref(), Body: b.Body}
		return err
	})
	return look, fault.Wrap("server.lookOf", err)
}

// dropReset forgets a code that nobody was told.
func (s *Server) dropReset(ctx context.Context, id string) error {
	err := s.store.Write(ctx, func(tx *store.Tx) error { return tx.SpendReset(id) })
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return fault.Wrap("server.dropReset", err)
}

func (s *Server) endMail(ctx context.Context, id string) error {
	return s.store.Write(ctx, func(tx *store.Tx) error { return tx.EndMail(id, s.now()) })
}

func (s *Server) deferMail(ctx context.Context, m store.Mail, next time.Time) error {
	return s.store.Write(ctx, func(tx *store.Tx) error { return tx.DeferMail(m.ID, next) })
}

// keepPosting sends letters until ctx ends.
func (s *Server) keepPosting(ctx context.Context) {
	every := time.NewTicker(mailEvery)
	defer every.Stop()
	var warned time.Time
	for {
		out, err := s.Deliver(ctx)
		if err != nil && ctx.Err() == nil {
			s.log.Warn("letters wait; they will be tried again", "error", err)
		}
		if out != (Delivered{}) {
			s.log.Info("letters", "sent", out.Sent, "failed", out.Failed, "given_up", out.GivenUp)
		}
		if s.sender == nil && s.now().Sub(warned) >= mailWarning {
			if s.warnOfWaiting(ctx) {
				warned = s.now()
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}

// warnOfWaiting tells the operator of letters that cannot leave because no mail server was named.
func (s *Server) warnOfWaiting(ctx context.Context) (warned bool) {
	var waiting int
	err := s.store.Read(ctx, func(tx *store.Tx) (err error) {
		waiting, err = tx.WaitingMail()
		return err
	})
	if err != nil || waiting == 0 {
		return false
	}
	s.log.Warn("letters wait, and no mail server is known: see --smtp", "waiting", waiting)
	return true
}
