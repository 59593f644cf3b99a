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

// setRole gives somebody another role, as the primary administrator, who gives the password once more.
func (s *server) setRole(email, from, to string) {
	s.w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	client, err := remote.New(remote.Options{BaseURL: s.address, UserAgent: "pupitre-e2e"})
	s.w.check(err)
	device, err := uuid.NewV7()
	s.w.check(err)
	session, err := client.SignIn(ctx, wire.SignIn{Email: marie, Password: demo.Password, Device: device.String(), DeviceName: "e2e"})
	s.w.check(err)
	client.SetToken(session.Token)
	space := session.Memberships[0].Space
	confirmed, err := client.Confirm(ctx, demo.Password)
	s.w.check(err)
	now, err := client.Pull(ctx, space, 0, "", 1, 0)
	s.w.check(err)
	result, err := client.Push(ctx, space, wire.Push{
		Device: device.String(), Epoch: now.Epoch, Schema: wire.Schema, Mutations: []wire.Mutation{{
			Seq: 1, Kind: wire.Edit, Entity: wire.MemberEntity(s.person(ctx, client, space, email)), Confirm: confirmed.Confirm, MadeAt: time.Now(),
			Fields: []wire.FieldEdit{{Name: wire.RoleField, Base: settings.Text(from), BaseRev: -1, Value: settings.Text(to)}},
		}},
	})
	s.w.check(err)
	if got := result.Results[0].Fields[0]; got.Outcome != wire.Applied {
		s.w.t.Fatalf("the role is not given: %+v", got)
	}
	s.w.check(client.SignOut(ctx))
}

// person is the id of somebody of the provider.
func (s *server) person(ctx context.Context, client *remote.Client, space, email string) string {
	s.w.t.Helper()
	members, err := client.Members(ctx, space)
	s.w.check(err)
	for _, m := range members.Members {
		if m.Email == email {
			return m.Person
		}
	}
	s.w.t.Fatalf("%s is not among %+v", email, members.Members)
	return ""
}
