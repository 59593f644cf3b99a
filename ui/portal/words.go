package portal

import (
	"strings"

	"pupitre/data/directory"
	"pupitre/i18n"
)

// CategoryName is a category, as the portal's menu calls it.
func CategoryName(p *i18n.Printer, k directory.Kind) string {
	switch k {
	case directory.User:
		return p.T("enterprise.category.user")
	case directory.Number:
		return p.T("enterprise.category.number")
	case directory.Group:
		return p.T("enterprise.category.group")
	case directory.IVR:
		return p.T("enterprise.category.ivr")
	case directory.Site:
		return p.T("enterprise.category.site")
	case directory.Account, directory.Department, directory.Location:
	}
	return string(k)
}

// KindName is what one entry is.
func KindName(p *i18n.Printer, k directory.Kind) string {
	switch k {
	case directory.User:
		return p.T("enterprise.kind.user")
	case directory.Number:
		return p.T("enterprise.kind.number")
	case directory.Group:
		return p.T("enterprise.kind.group")
	case directory.IVR:
		return p.T("enterprise.kind.ivr")
	case directory.Site:
		return p.T("enterprise.kind.site")
	case directory.Account:
		return p.T("enterprise.kind.account")
	case directory.Department, directory.Location:
	}
	return string(k)
}

// ColumnName is the title of a column.
func ColumnName(p *i18n.Printer, c directory.Column) string {
	switch c {
	case directory.ByName:
		return p.T("enterprise.column.name")
	case directory.ByPhone:
		return p.T("enterprise.column.phone")
	case directory.ByExtension:
		return p.T("enterprise.column.extension")
	case directory.ByEmail:
		return p.T("enterprise.column.email")
	case directory.ByCustom:
		return p.T("enterprise.column.custom")
	case directory.ByAccount:
		return p.T("enterprise.column.account")
	case directory.BySite:
		return p.T("enterprise.column.site")
	case directory.ByDepartment:
		return p.T("enterprise.column.department")
	case directory.ByLocation:
		return p.T("enterprise.column.location")
	case directory.ByNumberType:
		return p.T("enterprise.column.number_type")
	case directory.ByExtensionType:
		return p.T("enterprise.column.extension_type")
	}
	return string(c)
}

// Value is what an entry shows in a column, "" for nothing.
func Value(p *i18n.Printer, names Names, e directory.Entry, c directory.Column) string {
	stored := e.Value(c)
	switch c {
	case directory.ByPhone:
		if stored == "" {
			return ""
		}
		return p.Phone(stored)
	case directory.ByName, directory.ByExtension, directory.ByEmail, directory.ByCustom:
		return stored
	case directory.ByAccount, directory.BySite, directory.ByDepartment, directory.ByLocation,
		directory.ByNumberType, directory.ByExtensionType:
	}
	return ValueName(p, names, c, stored)
}

// ValueName is a value of a filter column, in words.
func ValueName(p *i18n.Printer, names Names, c directory.Column, id string) string {
	switch {
	case id == "":
		return ""
	case c == directory.ByNumberType:
		return numberType(p, directory.NumberType(id))
	case c == directory.ByExtensionType:
		return extensionType(p, directory.ExtensionType(id))
	case names == nil:
		return ""
	}
	return names.Of(c, id)
}

// Called are the names of some users, one for each; those who share theirs are told apart by extension and account.
func Called(p *i18n.Printer, names Names, users []directory.Entry) (out []string) {
	times := map[string]int{}
	for _, e := range users {
		times[directory.Fold(e.Name)]++
	}
	for _, e := range users {
		name, apart := e.Name, []string{}
		for _, c := range []directory.Column{directory.ByExtension, directory.ByAccount} {
			if text := Value(p, names, e, c); text != "" {
				apart = append(apart, text)
			}
		}
		if times[directory.Fold(name)] > 1 && len(apart) > 0 {
			name = p.T("enterprise.pick.namesake", "Name", name, "Apart", strings.Join(apart, ", "))
		}
		out = append(out, name)
	}
	return out
}

func numberType(p *i18n.Printer, t directory.NumberType) string {
	switch t {
	case directory.MainNumber:
		return p.T("enterprise.number_type.main")
	case directory.DirectNumber:
		return p.T("enterprise.number_type.direct")
	case directory.TollFree:
		return p.T("enterprise.number_type.toll_free")
	case directory.FaxNumber:
		return p.T("enterprise.number_type.fax")
	}
	return string(t)
}

func extensionType(p *i18n.Printer, t directory.ExtensionType) string {
	switch t {
	case directory.CallQueue:
		return p.T("enterprise.extension_type.call_queue")
	case directory.RingGroup:
		return p.T("enterprise.extension_type.ring_group")
	case directory.MessageOnly:
		return p.T("enterprise.extension_type.message_only")
	case directory.Announce:
		return p.T("enterprise.extension_type.announcement")
	case directory.SharedLine:
		return p.T("enterprise.extension_type.shared_line")
	case directory.Paging:
		return p.T("enterprise.extension_type.paging")
	case directory.ParkingSpot:
		return p.T("enterprise.extension_type.park_location")
	}
	return string(t)
}
