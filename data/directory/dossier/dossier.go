// Package dossier writes down how a federation is built, to be kept and to be sent: its accounts, how their extensions are
// handled, and who gets which number, as PDF in one language after the other and as CSV.
package dossier

import (
	"io"
	"time"

	"pupitre/data/directory"
	"pupitre/data/directory/plan"
	"pupitre/data/directory/sheet"
	"pupitre/data/fault"
	"pupitre/data/transfer"
	"pupitre/i18n"
)

// Content is what a dossier tells.
type Content struct {
	Federation string            // name
	Accounts   []directory.Entry // in the order in which they are shown
	Plan       *plan.Plan        // nil for none
	Now        time.Time
}

// Reason is why an extension changes, in words.
func Reason(p *i18n.Printer, c plan.Change) string {
	switch c.Reason {
	case plan.Duplicate:
		return p.T("dossier.reason.duplicate")
	case plan.Beginning:
		return p.T("dossier.reason.beginning", "Other", c.With)
	case plan.Reserve:
		return p.T("dossier.reason.reserved", "Other", c.With)
	case plan.Malformed:
		return p.T("dossier.reason.malformed")
	case plan.Room:
		return p.T("dossier.reason.room")
	}
	return string(c.Reason)
}

// AccountsCSV writes the accounts.
func AccountsCSV(w io.Writer, p *i18n.Printer, c Content) error {
	rows := append([][]string{accountTitles(p)}, accountRows(p, c)...)
	return fault.Wrap("dossier.AccountsCSV", transfer.WriteCSV(w, sheet.Separator(p), rows))
}

// PlanCSV writes who gets which extension.
func PlanCSV(w io.Writer, p *i18n.Printer, c Content) error {
	const op = "dossier.PlanCSV"
	out, err := transfer.NewCSVWriter(w, sheet.Separator(p))
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := out.Write(planTitles(p)); err != nil {
		return fault.Wrap(op, err)
	}
	names := directory.NewNames(c.Accounts)
	for _, change := range changes(c) {
		if err := out.Write(planRow(p, names, change)); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return fault.Wrap(op, out.Close())
}

func changes(c Content) []plan.Change {
	if c.Plan == nil {
		return nil
	}
	return c.Plan.Changes
}

func accountTitles(p *i18n.Printer) []string {
	return []string{
		p.T("sheet.column.account"), p.T("dossier.main_number"), p.T("sheet.column.administrator"), p.T("dossier.added"),
	}
}

func accountRows(p *i18n.Printer, c Content) (rows [][]string) {
	for _, a := range c.Accounts {
		rows = append(rows, []string{a.Name, sheet.Cell(p, directory.Names{}, a, sheet.Phone), a.Administrator, a.Added})
	}
	return rows
}

func planTitles(p *i18n.Printer) []string {
	return []string{
		p.T("sheet.column.account"), p.T("sheet.column.kind"), p.T("sheet.column.name"),
		p.T("dossier.before"), p.T("dossier.after"), p.T("dossier.why"),
	}
}

func planRow(p *i18n.Printer, names directory.Names, c plan.Change) []string {
	return []string{
		names.Of(directory.ByAccount, c.Entry.Account), sheet.KindWord(p, c.Entry.Kind), c.Entry.Name,
		c.Entry.Extension, c.To, Reason(p, c),
	}
}

// Summary tells what a plan does, a sentence after the other.
func Summary(p *i18n.Printer, made *plan.Plan) []string {
	out := []string{p.N("dossier.kept", made.Kept), p.N("dossier.changed", len(made.Changes), "Users", made.Users)}
	if made.Long > 0 {
		out = append(out, p.N("dossier.long", made.Long, "Digits", plan.LongDigits))
	}
	if !made.Optimal {
		return append(out, p.T("dossier.not_optimal"))
	}
	return append(out, p.T("dossier.optimal"))
}
