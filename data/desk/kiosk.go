package desk

import (
	"context"
	"encoding/json"
	"errors"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// metaKiosk is where a kiosk's store keeps its terms.
const metaKiosk = "kiosk"

// KioskServer is a server that enrols kiosks.
type KioskServer interface {
	EnrolKiosk(ctx context.Context, in wire.EnrolKiosk) (wire.EnrolledKiosk, error)
}

// KioskTerms is what the code that enrolled a kiosk has named.
type KioskTerms struct {
	Federation string `json:"federation,omitempty"` // id of the one whose directory is searched, "" for none
	PinHash    string `json:"pin_hash"`             // of the PIN to leave it, argon2id: checked here, off line too
}

// EnrolKiosk spends the one-time code of a kiosk and opens its session, which ends when an administrator ends it. Nobody's
// password is asked. A code that is unknown, spent or over is people.kiosk_code_unknown; nothing is kept then.
func (d *Door) EnrolKiosk(ctx context.Context, address, pin, secret string) (*Session, error) {
	const op = "desk.EnrolKiosk"
	address, err := d.Normalise(address)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	server, err := d.Dial(address, pin)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	enroller, ok := server.(KioskServer)
	if !ok {
		return nil, fault.As(fault.Internal, op, "", errors.New("this server enrols no kiosk"))
	}
	device, err := newDevice()
	if err != nil {
		return nil, err
	}
	out, err := enroller.EnrolKiosk(ctx, wire.EnrolKiosk{Code: secret, Device: device, DeviceName: d.DeviceName})
	if err == nil && len(out.Memberships) == 0 {
		err = fault.New(fault.Forbidden, op, "sync.no_membership")
	}
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	server.SetToken(out.Token)
	a := Account{Server: address, Pin: pin, Email: out.Person.Email, Person: out.Person.ID}
	s, err := d.settleKiosk(ctx, &Session{Account: a, server: server}, device, out)
	return s, fault.Wrap(op, err)
}

// settleKiosk makes the store of a kiosk that was just enrolled, and starts its desk.
func (d *Door) settleKiosk(ctx context.Context, s *Session, device string, out wire.EnrolledKiosk) (*Session, error) {
	terms, err := json.Marshal(KioskTerms{Federation: out.Federation, PinHash: out.PinHash})
	if err != nil {
		return nil, err
	}
	if s.store, s.Salvaged, err = d.OpenStore(ctx, s.Account.Server, s.Account.Person); err != nil {
		return nil, err
	}
	err = s.store.Update(func(tx syncing.ClientTx) error {
		return errors.Join(tx.SetDevice(device), tx.PutMeta(metaKiosk, string(terms)))
	})
	if err == nil {
		err = d.keep(s, out.Session)
	}
	if err != nil {
		closeQuietly(s.store)
		return nil, err
	}
	return d.begin(s, out.Session)
}

// Kiosk is what the kiosk was enrolled with; fault.NotFound for the session of a person.
func (s *Session) Kiosk() (KioskTerms, error) {
	const op = "desk.Kiosk"
	var terms KioskTerms
	err := s.store.View(func(tx syncing.ClientTx) error {
		text, err := tx.Meta(metaKiosk)
		if err != nil {
			return err
		}
		if text == "" {
			return fault.New(fault.NotFound, op, "")
		}
		return json.Unmarshal([]byte(text), &terms)
	})
	return terms, fault.Wrap(op, err)
}

// ForgetAccount forgets the token of an account, so that nobody comes back to it by Resume, and what recognises its password.
func (d *Door) ForgetAccount(a Account) error {
	return fault.Wrap("desk.ForgetAccount", forgetSecrets(d.Secrets, a))
}

// StoreReader is a store that is only read.
type StoreReader interface {
	View(f func(syncing.ClientTx) error) error
}

// CopyKiosk copies what a kiosk needs from a store that cannot be written into one that can: who it is, its terms, its
// lease, and what it knows of its spaces. A kiosk has no edits of its own, so that nothing is lost with the copy.
func CopyKiosk(from StoreReader, to syncing.ClientStore) error {
	return fault.Wrap("desk.CopyKiosk", from.View(func(old syncing.ClientTx) error {
		return to.Update(func(tx syncing.ClientTx) error {
			device, err := old.Device()
			if err == nil {
				err = tx.SetDevice(device)
			}
			for _, key := range []string{metaSession, metaKiosk, metaLease} {
				if err == nil {
					err = copyMeta(old, tx, key)
				}
			}
			if err != nil {
				return err
			}
			spaces, err := old.Spaces()
			for _, space := range spaces {
				if err == nil {
					err = copySpace(old, tx, space)
				}
			}
			return err
		})
	}))
}

func copyMeta(from, to syncing.ClientTx, key string) error {
	value, err := from.Meta(key)
	if err != nil || value == "" {
		return err
	}
	return to.PutMeta(key, value)
}

// copySpace copies a space as it was read last; what has changed since comes from the server.
func copySpace(from, to syncing.ClientTx, space string) error {
	cursor, err := from.Cursor(space)
	if err != nil {
		return err
	}
	items, err := from.Items(space)
	if err != nil {
		return err
	}
	for _, item := range items {
		if err := to.PutItem(space, cursor.Gen, item); err != nil {
			return err
		}
	}
	return to.PutCursor(cursor)
}
