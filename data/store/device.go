package store

import (
	"time"

	"pupitre/data/fault"
)

// Device is one store of one person on one computer.
type Device struct {
	ID        string // UUID, made with the store
	Person    string
	Name      string // of the computer, for the list of sessions
	CreatedAt time.Time
	SeenAt    time.Time // of the last sign-in
}

const (
	// The condition keeps a device with its person: nobody may number mutations in another's name.
	sqlUpsertDevice = `INSERT INTO device (id, person, name, created_at, seen_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, seen_at = excluded.seen_at WHERE device.person = excluded.person`
	sqlCountDevices = `SELECT count(*) FROM device WHERE person = $1`
	sqlSelectDevice = `SELECT id, person, name, created_at, seen_at FROM device WHERE id = $1`
)

// PutDevice inserts the device, or renews its name and when it was seen; fault.Conflict with the sentence
// "server.device_taken" when it is another person's.
func (t *Tx) PutDevice(d Device) error {
	const op = "store.PutDevice"
	n, err := t.exec(op, sqlUpsertDevice, d.ID, d.Person, d.Name, millis(d.CreatedAt), millis(d.SeenAt))
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, op, "server.device_taken")
	}
	return err
}

// Device is the device with the id; fault.NotFound when there is none.
func (t *Tx) Device(id string) (d Device, err error) {
	var created, seen int64
	err = t.row("store.Device", sqlSelectDevice, id).scan(&d.ID, &d.Person, &d.Name, &created, &seen)
	d.CreatedAt, d.SeenAt = fromMillis(created), fromMillis(seen)
	return d, err
}

// DevicesOf counts the devices that a person has signed in on.
func (t *Tx) DevicesOf(person string) (n int, err error) {
	err = t.row("store.DevicesOf", sqlCountDevices, person).scan(&n)
	return n, err
}
