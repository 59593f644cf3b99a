package federationpage

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

// maxName is the longest name of a federation or an account, in code points.
const maxName = settings.MaxPersonName

// maxPhone is the longest text that may be a telephone number, in code points: there is room for any punctuation.
const maxPhone = 40

// draftAccount is an account that is being typed.
type draftAccount struct{ name, phone, administrator string }

// blank tells that nothing was typed yet.
func (a draftAccount) blank() bool { return a.name == "" && a.phone == "" && a.administrator == "" }

// The parts of a line.
const (
	partName          = "name"
	partPhone         = "phone"
	partAdministrator = "administrator"
)

// fieldOf is the stable id of a part of a line, counted from 0.
func fieldOf(line int, part string) string { return fmt.Sprint(fieldAccount, line, ".", part) }

// mistake is what was refused; field is where it is mended, "" when that is no single field.
type mistake struct {
	err   error
	field string
	line  int // of the field, from 1; 0 where the sentence says it by itself
}

// accounts are the drafts as the server wants them, or the first mistake.
func (h *Presenter) accounts() (out []wire.BuildAccount, bad mistake) {
	for i, d := range h.drafts {
		if d.blank() {
			continue
		}
		a, bad := d.account(i)
		if bad.err == nil {
			bad = clash(out, a, i)
		}
		if bad.err != nil {
			return nil, bad
		}
		out = append(out, a)
	}
	if len(out) == 0 {
		return nil, mistake{err: fault.New(fault.Invalid, "federationpage.accounts", "building.no_account"), field: fieldOf(0, partName)}
	}
	return out, mistake{}
}

// account is what was typed on a line, counted from 0.
func (a draftAccount) account(line int) (out wire.BuildAccount, bad mistake) {
	const op = "federationpage.account"
	out = wire.BuildAccount{Name: strings.TrimSpace(a.name), Administrator: strings.TrimSpace(a.administrator)}
	refuse := func(part, key string, args ...any) (wire.BuildAccount, mistake) {
		return out, mistake{err: fault.New(fault.Invalid, op, key, args...), field: fieldOf(line, part)}
	}
	phone, err := settings.ParsePhone(a.phone)
	switch {
	case out.Name == "":
		return refuse(partName, "building.account_name", "Line", line+1)
	case utf8.RuneCountInString(out.Name) > maxName:
		return refuse(partName, "building.name_long", "Max", maxName)
	case err != nil:
		return out, mistake{err: fault.Wrap(op, err), field: fieldOf(line, partPhone), line: line + 1}
	case out.Administrator == "":
		return refuse(partAdministrator, "federation.account_administrator", "Name", out.Name)
	case utf8.RuneCountInString(out.Administrator) > maxName:
		return refuse(partAdministrator, "building.name_long", "Max", maxName)
	}
	out.Phone = phone
	return out, mistake{}
}

// clash refuses a line, counted from 0, that has the name or the number of one before it.
func clash(before []wire.BuildAccount, a wire.BuildAccount, line int) mistake {
	const op = "federationpage.clash"
	switch {
	case slices.ContainsFunc(before, func(o wire.BuildAccount) bool { return directory.Fold(o.Name) == directory.Fold(a.Name) }):
		return mistake{err: fault.New(fault.Invalid, op, "federation.account_name_twice", "Name", a.Name), field: fieldOf(line, partName)}
	case slices.ContainsFunc(before, func(o wire.BuildAccount) bool { return o.Phone == a.Phone }):
		return mistake{err: fault.New(fault.Invalid, op, "federation.account_phone_twice", "Name", a.Name), field: fieldOf(line, partPhone)}
	}
	return mistake{}
}

// typed takes what is typed into a field; what was said of it is gone then.
func (h *Presenter) typed(field string) {
	if h.bad.field == field {
		h.bad = mistake{}
		h.Tell()
	}
}
