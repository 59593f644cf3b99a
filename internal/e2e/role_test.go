//go:build linux

package e2e

import (
	"context"
	"time"

	"github.com/google/uuid"

	"pupitre/data/demo"
	"pupitre/data/remote"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

// seat is somebody signed in on the server without a window: to give roles, which no page does yet, and to read the
// history as an auditor would.
type seat struct {
	w             *world
	client        *remote.Client
	device, space string
	pushed        int64 // number of the last mutation
}

// seat signs somebody of the demonstration in.
func (s *server) seat(email string) *seat {
	s.w.t.Helper()
	client, err := remote.New(remote.Options{BaseURL: s.address, UserAgent: "pupitre-e2e"})
	s.w.check(err)
	device, err := uuid.NewV7()
	s.w.check(err)
	in := wire.SignIn{Email: email, Password: demo.Password, Device: device.String(), DeviceName: "e2e"}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	session, err := client.SignIn(ctx, in)
	s.w.check(err)
	client.SetToken(session.Token)
	return &seat{w: s.w, client: client, device: in.Device, space: session.Memberships[0].Space}
}

// setRole gives somebody another role, as the primary administrator, who gives the password once more.
func (s *server) setRole(email, from, to string) {
	s.w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	chair := s.seat(marie)
	confirmed, err := chair.client.Confirm(ctx, demo.Password)
	s.w.check(err)
	now, err := chair.client.Pull(ctx, chair.space, 0, "", 1, 0)
	s.w.check(err)
	result, err := chair.client.Push(ctx, chair.space, wire.Push{
		Device: chair.device, Epoch: now.Epoch, Schema: wire.Schema, Mutations: []wire.Mutation{{
			Seq: 1, Kind: wire.Edit, Entity: wire.MemberEntity(chair.person(ctx, email)), Confirm: confirmed.Confirm, MadeAt: time.Now(),
			Fields: []wire.FieldEdit{{Name: wire.RoleField, Base: settings.Text(from), BaseRev: -1, Value: settings.Text(to)}},
		}},
	})
	s.w.check(err)
	if got := result.Results[0].Fields[0]; got.Outcome != wire.Applied {
		s.w.t.Fatalf("the role is not given: %+v", got)
	}
	s.w.check(chair.client.SignOut(ctx))
}

// person is the id of somebody of the provider.
func (c *seat) person(ctx context.Context, email string) string {
	c.w.t.Helper()
	members, err := c.client.Members(ctx, c.space)
	c.w.check(err)
	for _, m := range members.Members {
		if m.Email == email {
			return m.Person
		}
	}
	c.w.t.Fatalf("%s is not among %+v", email, members.Members)
	return ""
}

// history is what a field of the profile became, one value after the other, since a revision; and the newest revision.
func (c *seat) history(field string, since int64) (values []string, newest int64, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	newest = since
	var backwards []string
	for before := int64(0); ; {
		page, err := c.client.History(ctx, c.space, wire.HistoryQuery{Entity: settings.EntityProfile, Field: field, Before: before, Limit: 200})
		if err != nil {
			return nil, 0, err
		}
		for _, change := range page.Changes {
			newest = max(newest, change.Rev)
			if change.Rev > since {
				backwards = append(backwards, settings.String(change.New))
			}
		}
		if before = page.Next; before == 0 {
			break
		}
	}
	for i := range backwards {
		values = append(values, backwards[len(backwards)-1-i])
	}
	return values, newest, nil
}
