package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/branding"
	"pupitre/data/branding/words"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/transfer/settingsfile"
	"pupitre/data/wire"
)

// standardStream is the name of the file for the input or the output.
const standardStream = "-"

type exportCmd struct {
	File string `help:"${export_file}" default:"-" placeholder:"F"`
}

// Run writes all settings that this computer knows to a file, or prints them.
func (c exportCmd) Run(a *app) error {
	const op = "ctl.export"
	return a.session(func(s *desk.Session) error {
		if !access.May(a.member(s).Role, access.ExportSettings).Some() {
			return fault.New(fault.Forbidden, op, "settings.not_allowed")
		}
		view, err := s.Desk.View(a.ctx)
		if err != nil {
			return err
		}
		var file bytes.Buffer
		missing, err := settingsfile.Write(&file, settings.FromView(view), s.Desk.Image(a.ctx))
		if err != nil {
			return err
		}
		for _, field := range missing {
			_, _ = fmt.Fprintln(a.err, a.p.T("ctl.image_not_here", "Field", branding.Entity+"."+field))
		}
		if c.File == standardStream {
			_, err = a.out.Write(file.Bytes())
			return fault.Wrap(op, err)
		}
		if err := replaceFile(c.File, file.Bytes()); err != nil {
			return fault.As(fault.Unavailable, op, "ctl.file_not_written", err, "File", c.File)
		}
		a.println(a.p.T("ctl.exported", "File", c.File))
		return nil
	})
}

// replaceFile writes a file whole or not at all; only this person may read it.
func replaceFile(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".pupitre-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // after the renaming there is nothing to remove
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

type importCmd struct {
	File   string `help:"${import_file}" required:"" placeholder:"F"`
	DryRun bool   `help:"${import_dry_run}"`
	Prune  bool   `help:"${import_prune}"`
	JSON   bool   `help:"${json}"`
}

// Run compares a file with the settings and, unless it is a dry run, saves what differs: all of it or nothing.
func (c importCmd) Run(a *app) error {
	const op = "ctl.import"
	in, done, err := a.open(c.File)
	if err != nil {
		return err
	}
	defer done()
	return a.session(func(s *desk.Session) error {
		if !access.May(a.member(s).Role, access.ImportSettings).Some() {
			return fault.New(fault.Forbidden, op, "settings.not_allowed")
		}
		view, err := s.Desk.View(a.ctx)
		if err != nil {
			return err
		}
		plan, err := settingsfile.Read(in, settings.FromView(view), settingsfile.Options{
			Prune: c.Prune, NewID: newID, About: settings.About{PrivateEmail: s.Person.Email},
		})
		if err != nil {
			return err
		}
		if err := c.show(a, plan); err != nil {
			return err
		}
		edits, deletions := plan.Edits(view)
		if c.DryRun || len(edits)+len(deletions) == 0 {
			return nil
		}
		for _, body := range plan.Images {
			if _, err := s.Desk.KeepBlob(body); err != nil {
				return err
			}
		}
		if err := s.Desk.Save(a.ctx, edits, deletions...); err != nil {
			return err
		}
		if err := a.settled(s.Desk); err != nil {
			return err
		}
		return a.refused(s.Desk.State())
	})
}

// open gives a file, or the input.
func (a *app) open(name string) (io.Reader, func(), error) {
	if name == standardStream {
		return a.in, func() {}, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, fault.As(fault.Unavailable, "ctl.open", "ctl.file_not_read", err, "File", name)
	}
	return f, func() { _ = f.Close() }, nil // it was only read
}

func newID() (string, error) {
	id, err := uuid.NewV7()
	return id.String(), fault.Wrap("ctl.newID", err)
}

// fileProblem, fileChange and fileReport are the JSON form of an import; scripts rely on their names.
type fileProblem struct {
	Line int    `json:"line"`
	ID   string `json:"id"`
	Text string `json:"text"`
}

type fieldChange struct {
	Field string     `json:"field"`
	Old   wire.Value `json:"old"`
	New   wire.Value `json:"new"`
}

type fileChange struct {
	Kind   string        `json:"kind"`
	Entity string        `json:"entity"`
	Name   string        `json:"name,omitempty"`
	Line   int           `json:"line,omitempty"`
	Fields []fieldChange `json:"fields,omitempty"`
}

type fileReport struct {
	Problems []fileProblem `json:"problems"`
	Warnings []fileProblem `json:"warnings"`
	Changes  []fileChange  `json:"changes"`
}

// show prints the plan. A file with mistakes is an error.
func (c importCmd) show(a *app, plan settingsfile.Plan) error {
	report := a.report(plan)
	if c.JSON {
		if err := a.json(report); err != nil {
			return err
		}
	} else {
		for _, p := range append(report.Problems, report.Warnings...) {
			_, _ = fmt.Fprintln(a.err, a.place(p))
		}
		for _, change := range report.Changes {
			a.printChange(change)
		}
	}
	if n := len(plan.Problems); n > 0 {
		return fault.New(fault.Invalid, "ctl.import", "ctl.import_refused", "Count", n)
	}
	if !c.JSON {
		a.println(a.p.T("ctl.import_summary", "Created", plan.Count(settingsfile.Create), "Updated", plan.Count(settingsfile.Update),
			"Deleted", plan.Count(settingsfile.Delete), "Unchanged", plan.Count(settingsfile.Unchanged)))
	}
	return nil
}

// place is a mistake with its line, as compilers write it.
func (a *app) place(p fileProblem) string {
	if p.Line == 0 {
		return p.Text
	}
	return a.p.T("ctl.import_line", "Line", strconv.Itoa(p.Line), "Text", p.Text)
}

func (a *app) report(plan settingsfile.Plan) fileReport {
	out := fileReport{Problems: a.told(plan.Problems), Warnings: a.told(plan.Warnings), Changes: []fileChange{}}
	for _, c := range plan.Changes {
		change := fileChange{Kind: string(c.Kind), Entity: c.Entity, Name: c.Name, Line: c.Line}
		for _, f := range c.Fields {
			change.Fields = append(change.Fields, fieldChange(f))
		}
		out.Changes = append(out.Changes, change)
	}
	return out
}

func (a *app) told(problems []settingsfile.Problem) []fileProblem {
	out := []fileProblem{}
	for _, p := range problems {
		key, _ := fault.KeyOf(p.Err)
		out = append(out, fileProblem{Line: p.Line, ID: key, Text: a.p.Err(p.Err)})
	}
	return out
}

// changeMarks are those of a diff.
var changeMarks = map[string]string{
	string(settingsfile.Create): "+", string(settingsfile.Update): "~", string(settingsfile.Delete): "-",
}

// printChange prints a change as a diff: a mark and the entity, then its fields with their stored values.
func (a *app) printChange(c fileChange) {
	mark, shown := changeMarks[c.Kind]
	if !shown {
		return
	}
	title := mark + " " + c.Entity
	if c.Name != "" {
		title += " (" + c.Name + ")"
	}
	a.println(title)
	for _, f := range c.Fields {
		if c.Kind == string(settingsfile.Update) {
			a.println("    " + f.Field + ": " + a.shownValue(c.Entity, f.Field, f.Old) + " → " + a.shownValue(c.Entity, f.Field, f.New))
			continue
		}
		a.println("    " + f.Field + ": " + a.shownValue(c.Entity, f.Field, f.New))
	}
}

// shownValue is a stored value, and an image in words: its reference tells people nothing.
func (a *app) shownValue(entity, field string, v wire.Value) string {
	if entity == branding.Entity && (field == branding.FieldLogo || field == branding.FieldFavicon) {
		if text, ok := words.Image(a.p, v); ok {
			return text
		}
	}
	if len(v) == 0 {
		return "null"
	}
	return v.String()
}
