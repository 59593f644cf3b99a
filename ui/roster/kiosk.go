package roster

import (
	"context"
	"strings"

	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/ui/widgets"
)

// Enrol asks where a kiosk stands and for the PIN to leave it, then shows the code that enrols it, once.
func (h *Host) Enrol() {
	r, p := h.Roster, h.P
	if !r.MayEnrol() {
		return
	}
	var f *form
	var name, pin *widgets.Entry
	f = newForm(h, p.T("people_page.kiosk_title"), p.T("people_page.kiosk_intro"), p.T("people_page.kiosk_accept"), func() {
		in := wire.NewKiosk{Name: settings.CleanName(name.Text()), Federation: r.deps.Federation, Pin: strings.TrimSpace(pin.Text())}
		if err := checkKiosk(in); err != nil {
			f.refuse(err)
			return
		}
		ask(f, func(ctx context.Context) (wire.KioskCode, error) { return r.deps.Source.NewKiosk(ctx, in) },
			func(out wire.KioskCode) {
				h.showCode(p.T("people_page.kiosk_code_title"), p.T("people_page.kiosk_code_body", "Name", in.Name), r.deps.Code(out.Code), out.Expires)
			})
	})
	name = f.entry(fieldName, p.T("people_page.field.kiosk"), p.T("people_page.field.kiosk_help"), maxName, "people.kiosk_name")
	pin = f.entry(fieldPin, p.T("people_page.field.pin"), p.T("people_page.field.pin_help"), wire.MaxPin, "people.kiosk_pin")
	f.show(name)
}

// checkKiosk is the server's own rule, said before it is asked.
func checkKiosk(in wire.NewKiosk) error {
	const op = "roster.checkKiosk"
	switch {
	case in.Name == "":
		return fault.New(fault.Invalid, op, "people.kiosk_name")
	case len(in.Pin) < wire.MinPin || len(in.Pin) > wire.MaxPin || strings.Trim(in.Pin, "0123456789") != "":
		return fault.New(fault.Invalid, op, "people.kiosk_pin", "Least", wire.MinPin, "Most", wire.MaxPin)
	}
	return nil
}
