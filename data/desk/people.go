package desk

import (
	"context"
	"encoding/json"
	"time"

	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// PeopleExchange is a server that tells who the members of a provider are.
type PeopleExchange interface {
	Members(ctx context.Context, space string) (wire.Members, error)
}

const (
	metaPeople  = "people:"
	peopleEvery = 10 * time.Minute
)

// Name is the name of a person of the provider, "" when it is not known. It never blocks.
func (d *Desk) Name(person string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.people[person]
}

// meet learns the names of the provider's people, at first those that were known the last time, until ctx ends.
func (r *runner) meet(ctx context.Context) {
	defer r.work.Done()
	exchange, ok := r.desk.opt.Exchange.(PeopleExchange)
	if !ok {
		return
	}
	r.desk.recallPeople()
	changed, cancel := r.desk.changes()
	defer cancel()
	var asked time.Time
	for {
		if now := r.desk.opt.Now(); r.desk.State().Connection == Online && now.Sub(asked) > peopleEvery {
			asked = now
			members, err := exchange.Members(ctx, r.desk.opt.Space)
			if err != nil {
				r.desk.opt.Log.Debug("the people were not read", "error", err)
			} else {
				r.desk.knowPeople(members)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}

func (d *Desk) recallPeople() {
	known, err := d.knownPeople()
	if err != nil {
		d.opt.Log.Warn("the people were forgotten", "error", err)
	}
	d.setPeople(known)
}

// knownPeople are those that the server told of the last time.
func (d *Desk) knownPeople() (known wire.Members, err error) {
	err = d.opt.Store.View(func(tx syncing.ClientTx) error {
		text, err := tx.Meta(metaPeople + d.opt.Space)
		if err != nil || text == "" {
			return err
		}
		return json.Unmarshal([]byte(text), &known)
	})
	return known, err
}

func (d *Desk) knowPeople(members wire.Members) {
	text, err := json.Marshal(members)
	if err == nil {
		err = d.opt.Store.Update(func(tx syncing.ClientTx) error { return tx.PutMeta(metaPeople+d.opt.Space, string(text)) })
	}
	if err != nil { // names are a comfort: they are known for this session all the same
		d.opt.Log.Warn("the people were not kept", "error", err)
	}
	d.setPeople(members)
	d.refresh(nil) // notices name who wrote the other value
}

func (d *Desk) setPeople(members wire.Members) {
	names := make(map[string]string, len(members.Members))
	for _, m := range members.Members {
		names[m.Person] = m.Name
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.people = names
}
