package portal

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"pupitre/data/directory"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Controls of a picker.
const (
	fieldPickSearch = "enterprise.pick.search"
	fieldPickTable  = "enterprise.pick.table"
)

// pickPage is how many of those found are shown: who is not among them is found by a few more letters.
const pickPage = 50

// Picker chooses users of the directory by a search: one, or several.
type Picker struct {
	// OnChanged runs when the choice is another one.
	OnChanged func()
	// Account, when it is not "", is the one whose users can be chosen.
	Account string
	// Most is how many can be chosen, at least 1.
	Most int
	// Root is what is shown.
	Root *fyne.Container

	p      *i18n.Printer
	portal *Portal
	run    task.Runner
	search *widgets.Entry
	table  *widgets.Table
	chips  *fyne.Container
	said   *widgets.Text
	found  []directory.Entry
	text   string // that found answers
	chosen []directory.Entry
	hasty  bool // Enter came before the answer: the first one is taken as it comes
	moved  func()
	finds  task.Latest
}

// NewPicker makes a picker of so many rows; moved runs when its height may be another one. Set what is exported, then Start.
func NewPicker(p *i18n.Printer, h *Portal, run task.Runner, rows int, moved func()) *Picker {
	k := &Picker{p: p, portal: h, run: run, Most: 1, moved: moved}
	k.search = widgets.NewEntry(p.T("enterprise.pick.search"))
	k.search.SetFieldID(fieldPickSearch)
	k.search.SetHint(p.T("enterprise.search_hint"))
	k.search.SetMaxLength(directory.MaxText)
	k.search.OnChanged = func(string) { k.find() }
	k.search.OnSubmitted = func(string) { k.submit() }
	k.search.OnDown = func() {
		if c := fyne.CurrentApp().Driver().CanvasForObject(k.search); c != nil {
			widgets.FocusField(c, fieldPickTable)
		}
	}
	k.table = widgets.NewTable(p.T("enterprise.pick.found"),
		widgets.TableColumn{ID: "name", Title: ColumnName(p, directory.ByName), Fit: "Jean-François", Weight: 3},
		widgets.TableColumn{ID: "extension", Title: ColumnName(p, directory.ByExtension), Fit: "88888"},
		widgets.TableColumn{ID: "account", Title: ColumnName(p, directory.ByAccount), Fit: "Montréal", Weight: 2, Optional: true, KeepEnd: true})
	k.table.SetFieldID(fieldPickTable)
	k.table.Marks = 2
	k.table.Cell = k.cell
	k.table.OnActivated = k.take
	k.table.OnTapped = k.take
	k.chips = widgets.WrapLine(look.Space8)
	k.said = widgets.Muted("")
	k.Root = widgets.Column(look.Space8, k.search, container.New(rowsLayout{rows}, k.table), k.said, k.chips)
	return k
}

// Start shows the first users.
func (k *Picker) Start() { k.find() }

// Field is what has the keyboard at first.
func (k *Picker) Field() fyne.Focusable { return k.search }

// Chosen lists who was chosen, in the order of the choice.
func (k *Picker) Chosen() []directory.Entry { return slices.Clone(k.chosen) }

type picked struct {
	total int
	first []directory.Entry
}

// submit chooses the first one found for the text as it stands: those of the text before are not meant.
func (k *Picker) submit() {
	if k.hasty = k.finds.Running(); !k.hasty {
		k.take(0)
	}
}

// find asks; the next key cancels it.
func (k *Picker) find() {
	k.hasty = false
	finder := k.portal.Finder()
	if finder == nil {
		return
	}
	q := directory.Query{Category: directory.User, Text: k.search.Text(), Filters: map[directory.Column][]string{}}
	if k.Account != "" {
		q.Filters[directory.ByAccount] = []string{k.Account}
	}
	task.GoLatest(context.Background(), k.run, &k.finds, func(ctx context.Context) (picked, error) {
		answer, err := finder.Search(ctx, q)
		if err != nil {
			return picked{}, err
		}
		first, err := answer.Page(ctx, 0, min(answer.Len(), pickPage))
		return picked{answer.Len(), first}, err
	}, func(got picked, err error) {
		k.found, k.text = got.first, q.Text
		k.table.SetCount(len(k.found))
		said := ""
		switch {
		case err != nil:
			said = k.p.Err(err)
		case got.total == 0:
			said = k.p.T("enterprise.pick.none")
		case got.total > len(k.found):
			said = k.p.N("enterprise.pick.more", got.total, "Shown", len(k.found))
		}
		k.say(said)
		if k.hasty {
			k.hasty = false
			k.take(0)
		}
	})
}

func (k *Picker) say(text string) {
	if k.said.Text() != text {
		k.said.SetText(text)
		k.said.Hidden = text == ""
		k.moved()
	}
}

func (k *Picker) at(id string) int {
	return slices.IndexFunc(k.chosen, func(e directory.Entry) bool { return e.ID == id })
}

func (k *Picker) cell(row, column int) (widgets.TableCell, bool) {
	if row >= len(k.found) {
		return widgets.TableCell{}, false
	}
	e, c := k.found[row], []directory.Column{directory.ByName, directory.ByExtension, directory.ByAccount}[column]
	cell := widgets.TableCell{Text: Value(k.p, k.portal.Names(), e, c)}
	if c == directory.ByName {
		cell.Icon = resources.Person
		if k.at(e.ID) >= 0 {
			cell.Icon, cell.Bold = resources.CheckCircle, true
		}
	}
	if c != directory.ByAccount {
		for _, s := range directory.Highlights(cell.Text, k.text, c) {
			cell.Marks = append(cell.Marks, widgets.Mark{From: s.From, To: s.To})
		}
	}
	return cell, true
}

// take chooses the user of a row, or takes the choice back.
func (k *Picker) take(row int) {
	if row >= len(k.found) || strings.TrimSpace(k.found[row].ID) == "" {
		return
	}
	e := k.found[row]
	switch i := k.at(e.ID); {
	case i >= 0:
		k.chosen = slices.Delete(k.chosen, i, i+1)
	case k.Most == 1:
		k.chosen = []directory.Entry{e}
	case len(k.chosen) < k.Most:
		k.chosen = append(k.chosen, e)
	default:
		k.say(k.p.N("enterprise.pick.most", k.Most))
		return
	}
	k.changed()
}

// changed shows the choice.
func (k *Picker) changed() {
	k.chips.Objects = nil
	for i, name := range Called(k.p, k.portal.Names(), k.chosen) {
		e := k.chosen[i]
		k.chips.Objects = append(k.chips.Objects, widgets.NewChip(name, k.p.T("enterprise.pick.remove", "Name", name), func() {
			if i := k.at(e.ID); i >= 0 {
				k.chosen = slices.Delete(k.chosen, i, i+1)
				k.changed()
			}
		}))
	}
	k.table.Refresh()
	k.moved()
	if k.OnChanged != nil {
		k.OnChanged()
	}
}

// Choose begins with a choice, when somebody comes back to it.
func (k *Picker) Choose(chosen []directory.Entry) {
	if len(chosen) > 0 {
		k.chosen = slices.Clone(chosen)
		k.changed()
	}
}

// rowsLayout gives a table the height of so many rows, whatever it has found: a dialog must not jump while one types.
type rowsLayout struct{ rows int }

// MinSize is the height of the titles and the rows.
func (l rowsLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, float32(l.rows+1)*look.Size(look.ControlHeight)+3*look.Size(look.Line))
}

// Layout fills the place.
func (rowsLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(size)
}
