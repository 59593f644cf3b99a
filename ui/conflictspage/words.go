package conflictspage

import (
	"time"

	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/fieldwords"
)

// Title is the page's name.
func Title(p *i18n.Printer) string { return p.T("conflicts.title") }

// name is a person's name, or that it is somebody else's.
func (c *Presenter) name(p *i18n.Printer, person string) string {
	if name := c.deps.Name(person); name != "" {
		return name
	}
	return p.T("conflicts.somebody")
}

// book has the names of what the conflicts are about.
func (c *Presenter) book() fieldwords.Book {
	b := c.model.Book()
	b.Person = c.deps.Name
	return b
}

// author names who proposed, in a column.
func (c *Presenter) author(p *i18n.Printer, x Conflict) string {
	if c.model.Mine(x) {
		return p.T("conflicts.you")
	}
	return c.name(p, x.Person)
}

// value writes a value, unless it is a secret.
func (c *Presenter) value(p *i18n.Printer, x Conflict, v wire.Value) string {
	if c.secret(x.Entity, x.Field) {
		return p.T("conflicts.secret")
	}
	return c.book().Value(p, x.Entity, x.Field, v)
}

// whoWhen is the remark beside a value.
func (c *Presenter) whoWhen(p *i18n.Printer, person string, at time.Time) string {
	switch {
	case person == "" || at.IsZero():
		return ""
	case person == c.deps.Person:
		return p.T("conflicts.by_you", "When", p.Moment(at.In(c.deps.Zone())))
	}
	return p.T("conflicts.by", "Who", c.name(p, person), "When", p.Moment(at.In(c.deps.Zone())))
}

// story says what happened.
func (c *Presenter) story(p *i18n.Printer, x Conflict) string {
	switch {
	case x.Field == "" && c.model.Mine(x):
		return p.T("conflicts.story.deletion_mine")
	case x.Field == "":
		return p.T("conflicts.story.deletion", "Who", c.name(p, x.Person))
	case x.Gone:
		return p.T("conflicts.story.gone")
	case c.model.Mine(x):
		return p.T("conflicts.story.mine")
	}
	return p.T("conflicts.story.theirs", "Who", c.name(p, x.Person))
}

// proposedTitle names the value proposed.
func (c *Presenter) proposedTitle(p *i18n.Printer, x Conflict) string {
	if c.model.Mine(x) {
		return p.T("conflicts.value.mine")
	}
	return p.T("conflicts.value.theirs")
}

// takeLabel is the button that takes the value proposed.
func (c *Presenter) takeLabel(p *i18n.Printer, x Conflict) string {
	if c.model.Mine(x) {
		return p.T("conflicts.take_mine")
	}
	return p.T("conflicts.take_theirs")
}

// keepLabel is the button that leaves what stands.
func keepLabel(p *i18n.Printer, x Conflict) string {
	if x.Field == "" || x.Gone {
		return p.T("conflicts.close")
	}
	return p.T("conflicts.keep")
}
