package settingspage

import (
	"slices"

	"fyne.io/fyne/v2"

	"pupitre/data/desk"
	"pupitre/ui/widgets"
)

// refreshNotices shows one banner for each edit that the server did not take as it was.
func (f *form) refreshNotices(notices []desk.Notice) {
	if slices.EqualFunc(notices, f.told, sameNotice) {
		return
	}
	f.told = slices.Clone(notices)
	f.notices.Objects = nil
	for _, n := range notices {
		f.notices.Objects = append(f.notices.Objects, f.notice(n))
	}
	f.notices.Hidden = len(notices) == 0
	f.page.root.Refresh()
}

func sameNotice(a, b desk.Notice) bool {
	return a.Space == b.Space && a.Seq == b.Seq && a.Entity == b.Entity && a.Field == b.Field &&
		a.Conflict == b.Conflict && a.By == b.By && string(a.Theirs) == string(b.Theirs)
}

func (f *form) notice(n desk.Notice) fyne.CanvasObject {
	p, editor := f.page.p, f.page.editor
	id := editor.Model().NoticeField(n)
	text := noticeTitle(p, id, n) + "\n" + noticeBody(p, id, n)
	if n.Conflict != "" {
		return widgets.NewBanner(widgets.Caution, text,
			widgets.NewButton(p.T("settings.notice.keep_theirs"), func() { editor.DropNotice(n) }),
			widgets.NewButton(p.T("settings.notice.keep_mine"), func() { editor.KeepNotice(n) }))
	}
	buttons := []*widgets.Button{widgets.NewButton(p.T("settings.notice.dismiss"), func() { editor.DropNotice(n) })}
	if !editor.Model().ReadOnly(id) {
		buttons = append(buttons, widgets.NewButton(p.T("settings.notice.retry_mine"), func() { editor.KeepNotice(n) }))
	}
	return widgets.NewBanner(widgets.Failure, text, buttons...)
}
