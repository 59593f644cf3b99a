package main

import (
	"pupitre/data/access"
	"pupitre/data/workstation"
	"pupitre/i18n"
	"pupitre/ui/tour"
)

// firstSteps shows the tour to who signs in on this computer for the first time, on sample data too. A demonstration that was
// asked for on the command line begins with its pages: it is shown to somebody, or driven by a program.
func (p *program) firstSteps() {
	if !p.options.Demo && !p.settings.get().TourSeen {
		p.showTour()
	}
}

// showTour shows the tour.
func (p *program) showTour() {
	if p.session == nil {
		return
	}
	p.tour = tour.Show(i18n.For(p.language), tour.Deps{
		Canvas: p.window.Canvas, Role: access.Role(p.session.Membership.Role),
		Keys: p.shell.PaletteKeys(), LockKeys: p.shell.LockKeys(),
		Seen: func() { p.settings.update(func(s *workstation.Settings) { s.TourSeen = true }) },
	})
}
