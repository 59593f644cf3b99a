package editing

import (
	"slices"

	"fyne.io/fyne/v2"

	"pupitre/data/desk"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Notices is one banner for each edit that the server did not take as it was.
type Notices struct {
	host *Host
	Root *fyne.Container
	told []desk.Notice // what the banners were built for
}

// NewNotices makes the banners of a page; Refresh fills them.
func NewNotices(h *Host) *Notices {
	n := &Notices{host: h, Root: widgets.Column(look.Space8)}
	n.Root.Hide()
	return n
}

// Refresh shows the notices about the sections of the page, and tells whether banners came or went.
func (v *Notices) Refresh(sections ...string) (moved bool) {
	m := v.host.Editor.Model()
	notices := slices.DeleteFunc(slices.Clone(m.Notices()), func(n desk.Notice) bool {
		return !slices.Contains(sections, m.Section(m.NoticeField(n)))
	})
	if slices.EqualFunc(notices, v.told, sameNotice) {
		return false
	}
	v.told = notices
	v.Root.Objects = nil
	for _, n := range notices {
		v.Root.Objects = append(v.Root.Objects, v.banner(n))
	}
	v.Root.Hidden = len(notices) == 0
	return true
}

func sameNotice(a, b desk.Notice) bool {
	return a.Space == b.Space && a.Seq == b.Seq && a.Entity == b.Entity && a.Field == b.Field &&
		a.Conflict == b.Conflict && a.By == b.By && string(a.Theirs) == string(b.Theirs)
}

func (v *Notices) banner(n desk.Notice) fyne.CanvasObject {
	p, editor := v.host.P, v.host.Editor
	m := editor.Model()
	text := m.noticeTitle(p, n) + "\n" + m.noticeBody(p, n)
	if n.Conflict != "" {
		return widgets.NewBanner(widgets.Caution, text,
			widgets.NewButton(p.T("settings.notice.keep_theirs"), func() { editor.DropNotice(n) }),
			widgets.NewButton(p.T("settings.notice.keep_mine"), func() { editor.KeepNotice(n) }))
	}
	buttons := []*widgets.Button{widgets.NewButton(p.T("settings.notice.dismiss"), func() { editor.DropNotice(n) })}
	if !m.ReadOnly(m.NoticeField(n)) {
		buttons = append(buttons, widgets.NewButton(p.T("settings.notice.retry_mine"), func() { editor.KeepNotice(n) }))
	}
	return widgets.NewBanner(widgets.Failure, text, buttons...)
}
