package sheet

import (
	"io"
	"iter"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/transfer"
	"pupitre/i18n"
)

// Names are those of the accounts, sites and departments that entries refer to; directory.Names has them.
type Names interface {
	// Of is the name of a value of a column, "" when it is not known.
	Of(column directory.Column, id string) string
}

// Write writes entries as spreadsheets of the printer's language read them (product.md, section 7), so that an import knows
// them again. It ends with the first error of the entries.
func Write(w io.Writer, p *i18n.Printer, names Names, entries iter.Seq2[directory.Entry, error]) error {
	const op = "sheet.Write"
	out, err := transfer.NewCSVWriter(w, Separator(p))
	if err != nil {
		return fault.Wrap(op, err)
	}
	titles := make([]string, 0, len(fields))
	for _, f := range fields {
		titles = append(titles, Title(p, f))
	}
	if err := out.Write(titles); err != nil {
		return fault.Wrap(op, err)
	}
	cells := make([]string, len(fields))
	for e, err := range entries {
		if err != nil {
			return fault.Wrap(op, err)
		}
		for i, f := range fields {
			cells[i] = Cell(p, names, e, f)
		}
		if err := out.Write(cells); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return fault.Wrap(op, out.Close())
}

// Separator is the one that spreadsheets of a language expect.
func Separator(p *i18n.Printer) rune {
	if p.Language() == i18n.English {
		return transfer.CSVEnglish
	}
	return transfer.CSVFrench
}

// Cell is an entry's field as people read it.
func Cell(p *i18n.Printer, names Names, e directory.Entry, f Field) string {
	switch f {
	case ID:
		return e.ID
	case Kind:
		return KindWord(p, e.Kind)
	case Account, Site, Department, Location:
		column := directory.Column(f)
		return names.Of(column, e.Value(column))
	case Phone:
		if e.Phone == "" {
			return ""
		}
		return p.Phone(e.Phone)
	case NumberType:
		return NumberTypeWord(p, e.NumberType)
	case ExtensionType:
		return ExtensionTypeWord(p, e.ExtensionType)
	case Administrator:
		return e.Administrator
	case Name, Extension, Email, Custom:
		return e.Value(directory.Column(f))
	}
	return ""
}

// Title is what stands above a column.
func Title(p *i18n.Printer, f Field) string {
	switch f {
	case ID:
		return p.T("sheet.column.identifier")
	case Kind:
		return p.T("sheet.column.kind")
	case Account:
		return p.T("sheet.column.account")
	case Name:
		return p.T("sheet.column.name")
	case Phone:
		return p.T("sheet.column.phone")
	case Extension:
		return p.T("sheet.column.extension")
	case Email:
		return p.T("sheet.column.email")
	case Site:
		return p.T("sheet.column.site")
	case Department:
		return p.T("sheet.column.department")
	case Location:
		return p.T("sheet.column.location")
	case NumberType:
		return p.T("sheet.column.number_type")
	case ExtensionType:
		return p.T("sheet.column.extension_type")
	case Custom:
		return p.T("sheet.column.custom")
	case Administrator:
		return p.T("sheet.column.administrator")
	}
	return string(f)
}

// KindWord is what people call a kind.
func KindWord(p *i18n.Printer, k directory.Kind) string {
	switch k {
	case directory.Account:
		return p.T("sheet.kind.account")
	case directory.Department:
		return p.T("sheet.kind.department")
	case directory.Location:
		return p.T("sheet.kind.location")
	case directory.Site:
		return p.T("sheet.kind.site")
	case directory.User:
		return p.T("sheet.kind.user")
	case directory.Number:
		return p.T("sheet.kind.number")
	case directory.Group:
		return p.T("sheet.kind.group")
	case directory.IVR:
		return p.T("sheet.kind.ivr")
	}
	return string(k)
}

// NumberTypeWord is what people call what a number is for, "" for none.
func NumberTypeWord(p *i18n.Printer, t directory.NumberType) string {
	switch t {
	case directory.MainNumber:
		return p.T("sheet.number_type.main")
	case directory.DirectNumber:
		return p.T("sheet.number_type.direct")
	case directory.TollFree:
		return p.T("sheet.number_type.toll_free")
	case directory.FaxNumber:
		return p.T("sheet.number_type.fax")
	}
	return string(t)
}

// ExtensionTypeWord is what people call what a group's extension does, "" for none.
func ExtensionTypeWord(p *i18n.Printer, t directory.ExtensionType) string {
	switch t {
	case directory.CallQueue:
		return p.T("sheet.extension_type.call_queue")
	case directory.RingGroup:
		return p.T("sheet.extension_type.ring_group")
	case directory.MessageOnly:
		return p.T("sheet.extension_type.message_only")
	case directory.Announce:
		return p.T("sheet.extension_type.announcement")
	case directory.SharedLine:
		return p.T("sheet.extension_type.shared_line")
	case directory.Paging:
		return p.T("sheet.extension_type.paging")
	case directory.ParkingSpot:
		return p.T("sheet.extension_type.park_location")
	}
	return string(t)
}
