package ownpage

import (
	"fyne.io/fyne/v2"

	"pupitre/data/branding"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/ui/fieldwords"
	"pupitre/ui/widgets"
)

// looks is the stored look of the provider; its zero value is that of one that has chosen none.
type looks struct {
	chosen                        bool
	color1, color2, logo, favicon string // wire.Value
}

func lookIn(v syncing.View) looks {
	stored := func(field string) string { return string(v.Field(branding.Entity, field).Value) }
	return looks{
		chosen: len(v[branding.Entity]) > 0,
		color1: stored(branding.FieldColor1), color2: stored(branding.FieldColor2),
		logo: stored(branding.FieldLogo), favicon: stored(branding.FieldFavicon),
	}
}

// tellLook shows what the public page looks like: nothing of it is changed here.
func (pg *Page) tellLook() {
	if !pg.ready || pg.fault != "" {
		pg.lookCard.Hide()
		return
	}
	objects := []fyne.CanvasObject{widgets.Heading(pg.p.T("own.look"))}
	if l := pg.shown.look; l.chosen {
		objects = append(objects, widgets.Muted(pg.p.T("own.look_intro", "Provider", pg.shown.provider)))
		for _, f := range []struct{ name, value string }{
			{branding.FieldColor1, l.color1},
			{branding.FieldColor2, l.color2},
			{branding.FieldLogo, l.logo},
			{branding.FieldFavicon, l.favicon},
		} {
			objects = append(objects, widgets.NewSeparator(), pg.lookRow(f.name, wire.Value(f.value)))
		}
	} else {
		objects = append(objects, widgets.Muted(pg.p.T("own.look_none", "Provider", pg.shown.provider)))
	}
	pg.look.Objects = objects
	pg.lookCard.Show()
}

// lookRow is a colour or an image with its words.
func (pg *Page) lookRow(field string, value wire.Value) fyne.CanvasObject {
	label := fieldwords.Label(pg.p, branding.Entity, field)
	words := widgets.Column("", widgets.Muted(label), widgets.Strong(fieldwords.Value(pg.p, branding.Entity, field, value)))
	seen := pg.deps.Album.Thumbnail(label, branding.Entity, field, value)
	if seen == nil {
		return words
	}
	return widgets.Ends(words, seen)
}
