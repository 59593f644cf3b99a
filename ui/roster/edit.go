package roster

import (
	"context"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/ui/widgets"
)

// Edit asks for another name, role or reseller of somebody.
func (h *Host) Edit(c wire.Colleague) {
	p := h.P
	var f *form
	var name *widgets.Entry
	var place *placing
	f = newForm(h, p.T("people_page.edit_title", "Name", Name(p, c)), "", p.T("people_page.edit_accept"), func() {
		in, err := edited(c, settings.CleanName(name.Text()), place)
		if err != nil {
			f.refuse(err)
			return
		}
		if in == (wire.EditPerson{}) {
			f.dialog.Close()
			return
		}
		ask(f, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, h.Roster.deps.Source.EditPerson(ctx, c.Person, in)
		}, func(struct{}) { h.Roster.deps.Window.Toast(p.T("people_page.edited", "Name", Name(p, c)), "", nil) })
	})
	name = f.entry(fieldName, p.T("people_page.field.name"), "", maxName, "server.person_name", "people.name_is_theirs")
	name.SetText(c.Name)
	if c.Role != string(access.Kiosk) && access.May(h.Roster.deps.Me.Role, access.EditPeople) == access.All {
		place = newPlacing(f, placeOf(c), "", c.Reseller)
	}
	f.show(name)
}

// edited is what differs from how somebody is. An empty name is refused unless it was empty.
func edited(c wire.Colleague, name string, place *placing) (in wire.EditPerson, err error) {
	if name != c.Name {
		if name == "" {
			return in, fault.New(fault.Invalid, "roster.edited", "server.person_name")
		}
		in.Name = &name
	}
	if place == nil {
		return in, nil
	}
	role, reseller, lead := place.stored()
	if role == c.Role && reseller == c.Reseller && lead == c.Lead {
		return in, nil
	}
	in.Role = &role
	if role == string(access.Reseller) {
		in.Reseller, in.Lead = &reseller, &lead
	}
	return in, nil
}
