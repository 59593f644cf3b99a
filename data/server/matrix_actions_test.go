package server_test

import (
	"fmt"
	"strings"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// action prepares an action of somebody: what it is done to is there and in the right state.
func (m *matrix) action(name, actor string) request {
	base, person := "/v1/spaces/"+m.space, "/v1/spaces/"+m.space+"/people/"
	invite := func(role, reseller string, lead bool) request {
		return request{method: "POST", path: base + "/people", body: wire.InvitePerson{Email: m.address(), Role: role, Reseller: reseller, Lead: lead}}
	}
	name2, lead := "Nom neuf", true
	switch name {
	case "pull":
		return request{method: "GET", path: base + "/pull"}
	case "push":
		return m.pushOf(actor, "")
	case "push_role":
		return m.pushOf(actor, m.somebody("theirs"))
	case "history":
		return request{method: "GET", path: base + "/history"}
	case "members":
		return request{method: "GET", path: base + "/members"}
	case "invite_staff":
		return invite("support", "", false)
	case "invite_theirs":
		return invite("reseller", ourReseller, false)
	case "invite_lead":
		return invite("reseller", ourReseller, true)
	case "edit_staff":
		return request{method: "PATCH", path: person + m.somebody("staff"), body: wire.EditPerson{Name: &name2}}
	case "edit_theirs":
		return request{method: "PATCH", path: person + m.somebody("theirs"), body: wire.EditPerson{Name: &name2}}
	case "promote_theirs":
		return request{method: "PATCH", path: person + m.somebody("theirs"), body: wire.EditPerson{Lead: &lead}}
	case "again_theirs":
		return request{method: "POST", path: person + m.invited() + "/invite"}
	case "deactivate_staff":
		return request{method: "POST", path: person + m.somebody("staff") + "/deactivate"}
	case "deactivate_theirs":
		return request{method: "POST", path: person + m.somebody("theirs") + "/deactivate"}
	case "reactivate_theirs":
		who := m.somebody("theirs")
		m.do(request{method: "POST", path: person + who + "/deactivate", token: m.tokens["primary"]})
		return request{method: "POST", path: person + who + "/reactivate"}
	case "remove_theirs":
		return request{method: "DELETE", path: person + m.somebody("theirs")}
	case "remove_administrator":
		return request{method: "DELETE", path: person + m.who["delegate"]}
	}
	return m.otherAction(name, actor)
}

func (m *matrix) otherAction(name, actor string) request {
	base := "/v1/spaces/" + m.space
	switch name {
	case "add_delegate":
		return request{method: "POST", path: base + "/administrators", body: wire.ChangeAdministrator{Person: m.somebody("theirs"), Role: "delegate", Password: password}}
	case "sessions":
		return request{method: "GET", path: base + "/sessions"}
	case "sessions_of_another":
		return request{method: "GET", path: base + "/sessions?person=" + m.somebody("staff")}
	case "end_session":
		return request{method: "DELETE", path: base + "/sessions/" + m.sessionOfSomebody()}
	case "new_kiosk":
		return request{method: "POST", path: base + "/kiosks", body: wire.NewKiosk{Name: "Entrée", Federation: federation, Pin: "1234"}}
	case "presence":
		return request{method: "POST", path: base + "/presence", body: wire.Presence{Section: "profile"}}
	case "rename_oneself":
		return request{method: "PUT", path: "/v1/session/name", body: wire.ChangeName{Name: actor + " de nouveau"}}
	case "change_email":
		return request{method: "PUT", path: "/v1/session/email", body: wire.ChangeEmail{Email: m.address(), Password: password}}
	case "change_password":
		return request{method: "PUT", path: "/v1/session/password", body: wire.ChangePassword{Old: password, New: password}}
	case "confirm":
		return request{method: "POST", path: "/v1/session/confirm", body: wire.Confirm{Password: password}}
	case "directory":
		return request{method: "GET", path: "/v1/spaces/" + wire.DirectorySpace(federation) + "/rows"}
	}
	return m.federationAction(name)
}

func (m *matrix) sessionOfSomebody() string {
	m.t.Helper()
	who := m.somebody("staff")
	name := fmt.Sprintf("staff%d", m.count)
	m.signIn(access.Role(name), 100+m.count)
	got := m.do(request{method: "GET", path: "/v1/spaces/" + m.space + "/sessions?person=" + who, token: m.tokens["primary"]})
	return decode[wire.Sessions](m.t, got).Sessions[0].ID
}

// pushOf is a push of the provider's name, or of somebody's role, with the next number of the actor's device.
func (m *matrix) pushOf(actor, person string) request {
	m.t.Helper()
	m.seq[actor]++
	push := m.rename(m.device[actor], m.seq[actor], "", fmt.Sprintf("Boréale %s", actor))
	push.Mutations[0].ID = uuid.NewString()
	push.Mutations[0].Fields[0].Base = m.nameNow()
	if person != "" {
		push = m.setRole(m.device[actor], m.seq[actor], person, access.Reseller, access.Support, "")
		if actor == "primary" {
			push.Mutations[0].Confirm = m.confirm(m.tokens[actor])
		}
	}
	return request{method: "POST", path: "/v1/spaces/" + m.space + "/push", body: push}
}

func (m *matrix) nameNow() (v wire.Value) {
	m.must(m.store.Read(m.t.Context(), func(tx *store.Tx) error {
		it, _, err := tx.Item(m.space, settings.EntityProfile, settings.FieldName)
		v = it.Value
		return err
	}))
	return v
}

// data is what is stored, but for the ledger: a push that is not accepted is remembered there, and nowhere else.
func (m *matrix) data() string {
	var b strings.Builder
	for line := range strings.Lines(m.dump()) {
		if !strings.HasPrefix(line, "mutation ") && !strings.HasPrefix(line, "session ") {
			b.WriteString(line)
		}
	}
	return b.String()
}
