package desk_test

import (
	"errors"
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

const houseReseller = "0198c0de-2222-7000-8000-000000000001"

// opens a reseller, as a push of the settings would.
func (h *house) opens(reseller string) {
	h.t.Helper()
	h.must(h.store.Write(h.t.Context(), func(tx *store.Tx) error {
		space, err := tx.Lock(h.space)
		if err != nil {
			return err
		}
		it := wire.Item{
			Entity: settings.ResellerEntity(reseller), Field: settings.FieldName, Value: settings.Text("Réseau Saguenay"),
			Rev: space.Rev + 1, Audience: access.Staff, At: h.clock.Now(),
		}
		return errors.Join(tx.PutItem(h.space, it), tx.SetRev(h.space, it.Rev))
	}))
}

func key(err error) string {
	k, _ := fault.KeyOf(err)
	return k
}

func named(people []wire.Colleague, email string) (c wire.Colleague) {
	for _, c := range people {
		if strings.HasPrefix(c.Email, email) {
			return c
		}
	}
	return c
}

// From the invitation to the transfer, as the pages ask for it.
func TestPeopleAreManagedFromTheDesk(t *testing.T) {
	h := newHouse(t)
	h.opens(houseReseller)
	s := h.computer("one").signIn(access.Primary)
	h.online(s)
	d, ctx := s.Desk, t.Context()
	_, err := d.Invite(ctx, wire.InvitePerson{Email: "zoe", Role: "support"})
	if key(err) != "settings.email_form" {
		t.Errorf("a bad address: %v", err)
	}
	invited, err := d.Invite(ctx, wire.InvitePerson{Email: "zoe@saguenay.example", Name: "Zoé Roy", Role: "reseller", Reseller: houseReseller, Lead: true})
	h.must(err)
	again, err := d.InviteAgain(ctx, invited.Person)
	h.must(err)
	zoe, err := h.computer("two").door.AcceptInvite(ctx, h.running.URL, "", again.Secret, "Zoé Roy", "Lac-tranquille9")
	h.must(err)
	t.Cleanup(func() { _ = zoe.Close() })
	if m := zoe.Membership; m.Role != "reseller" || m.Reseller != houseReseller || !m.Lead {
		t.Errorf("%+v", m)
	}
	all, err := d.People(ctx)
	h.must(err)
	if len(all.People) != 3 || !all.Live || named(all.People, "zoe").State != wire.PersonActive {
		t.Errorf("%+v", all)
	}
	if c := desk.Candidates(all.People, access.Delegate); len(c) != 1 || c[0].Person != invited.Person {
		t.Errorf("candidates: %+v", c)
	}
	if c := desk.Candidates(all.People, access.Primary); len(c) != 2 {
		t.Errorf("candidates for the primary: %+v", c)
	}
	if err := d.AddDelegate(ctx, invited.Person, "Wrong-one7"); key(err) != "lease.wrong_password" {
		t.Errorf("%v", err)
	}
	h.must(d.AddDelegate(ctx, invited.Person, realPassword))
	h.must(d.RemoveDelegate(ctx, invited.Person, realPassword))
	h.must(d.TransferPrimary(ctx, invited.Person, realPassword))
	if err := d.TransferPrimary(ctx, invited.Person, realPassword); key(err) != "lease.primary_only" {
		t.Errorf("%v", err)
	}
	all, err = d.People(ctx)
	h.must(err)
	if all.People[0].Person != invited.Person || named(all.People, "primary").Role != "delegate" {
		t.Errorf("%+v", all.People)
	}
}

func TestOwnAccountAndSessionsFromTheDesk(t *testing.T) {
	h := newHouse(t)
	one, two := h.computer("one").signIn(access.Primary), h.computer("two").signIn(access.Primary)
	h.online(one)
	h.online(two)
	d, ctx := one.Desk, t.Context()
	h.must(d.ChangeName(ctx, "Marie Tremblay"))
	h.must(d.ChangeEmail(ctx, "marie@boreale.example", realPassword))
	mine, err := d.Sessions(ctx)
	h.must(err)
	if len(mine.Sessions) != 2 || mine.Sessions[0].Name != "Marie Tremblay" {
		t.Errorf("%+v", mine)
	}
	for _, s := range mine.Sessions {
		if !s.Current {
			h.must(d.EndSession(ctx, s.ID))
		}
	}
	eventually(t, "the other computer is signed out", func() bool { return two.Desk.State().Connection == desk.SignedOut })
	h.must(d.ChangePassword(ctx, realPassword, "Lac-tranquille9"))
	code, err := d.NewKiosk(ctx, wire.NewKiosk{Name: "Comptoir", Federation: "", Pin: "4821"})
	if err != nil || code.Code == "" {
		t.Errorf("%+v %v", code, err)
	}
	all, err := d.SessionsOf(ctx, "")
	h.must(err)
	if len(all.Sessions) != 1 {
		t.Errorf("%+v", all)
	}
}

// Off line, people are known as they were told the last time, and nothing about them can be changed.
func TestPeopleOffLine(t *testing.T) {
	h := newHouse(t)
	s := h.computer("one").signIn(access.Primary)
	h.online(s)
	before, err := s.Desk.People(t.Context())
	h.must(err)
	h.must(h.running.Close())
	eventually(t, "off line", func() bool { return s.Desk.State().Connection == desk.Offline })
	after, err := s.Desk.People(t.Context())
	h.must(err)
	if after.Live || len(after.People) != len(before.People) || after.People[0] != before.People[0] {
		t.Errorf("%+v, before %+v", after, before)
	}
	for name, err := range map[string]error{
		"deactivate": s.Desk.Deactivate(t.Context(), before.People[1].Person),
		"reactivate": s.Desk.Reactivate(t.Context(), before.People[1].Person),
		"remove":     s.Desk.RemovePerson(t.Context(), before.People[1].Person),
		"edit":       s.Desk.EditPerson(t.Context(), before.People[1].Person, wire.EditPerson{}),
		"transfer":   s.Desk.TransferPrimary(t.Context(), before.People[1].Person, realPassword),
		"password":   s.Desk.ChangePassword(t.Context(), realPassword, realPassword),
		"session":    s.Desk.EndSession(t.Context(), before.People[1].Person),
	} {
		if key(err) != "people.offline" || !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
