// Package credentials is what every place that asks for a password or sets up a second factor shows: the live list of the
// password's rules, the picture that an authenticator program reads, and the recovery codes to keep.
package credentials

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Rule is one rule of a new password with its sentence.
type Rule struct {
	ID    string // catalogue id
	Met   bool
	Basic bool // always in the list; the others appear when they are broken
}

// Rules lists the rules that a password is held against, one by one. broken gives the catalogue ids of those that a
// password violates; what the empty one violates is the basic list.
func Rules(broken func(password string) []string, password string) []Rule {
	violated := broken(password)
	out := []Rule{}
	for _, id := range broken("") {
		out = append(out, Rule{ID: id, Met: !slices.Contains(violated, id), Basic: true})
	}
	for _, id := range violated {
		if !slices.ContainsFunc(out, func(r Rule) bool { return r.ID == id }) {
			out = append(out, Rule{ID: id})
		}
	}
	return out
}

// Checklist shows the rules of a password while it is typed: a line each, ticked when the rule is met.
type Checklist struct {
	p    *i18n.Printer
	root *fyne.Container
}

// NewChecklist makes an empty list; Set fills it.
func NewChecklist(p *i18n.Printer) *Checklist {
	return &Checklist{p: p, root: widgets.Column(look.Space4)}
}

// Content is the list as it is placed.
func (c *Checklist) Content() fyne.CanvasObject { return c.root }

// Set shows the rules. What is missing is only named while one types; blamed marks it as a fault, once the password was
// offered. The page places itself anew afterwards.
func (c *Checklist) Set(rules []Rule, blamed bool) {
	c.root.Objects = nil
	for _, r := range rules {
		icon, ink := mark(r, blamed)
		text := widgets.NewText(c.p.T(r.ID), widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: ink})
		c.root.Objects = append(c.root.Objects, widgets.Lead(widgets.NewIcon(icon, look.IconSmall, ink), text))
	}
}

func mark(r Rule, blamed bool) (resources.IconName, fyne.ThemeColorName) {
	switch {
	case r.Met:
		return resources.Check, theme.ColorNameSuccess
	case blamed:
		return resources.Error, theme.ColorNameError
	case !r.Basic:
		return resources.Warning, theme.ColorNameError
	}
	return resources.KeyboardArrowRight, look.ColorMuted
}
