package settingspage_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/settingspage"
	"pupitre/ui/task"
)

// glass is a Window that records what it was told.
type glass struct {
	p        *i18n.Printer
	spoken   []i18n.Language
	toasts   []string
	fails    []string
	revealed []string
	undo     func()
}

func (w *glass) Printer() *i18n.Printer { return w.p }

func (w *glass) SetLanguage(lang i18n.Language) {
	w.p = i18n.For(lang)
	w.spoken = append(w.spoken, lang)
}

func (w *glass) Toast(text, _ string, _ func()) { w.toasts = append(w.toasts, text) }
func (w *glass) Offer(text, _ string, run func()) (withdraw func()) {
	w.toasts, w.undo = append(w.toasts, text), run
	return func() { w.undo = nil }
}
func (w *glass) Fail(text string)             { w.fails = append(w.fails, text) }
func (w *glass) Reveal(section, field string) { w.revealed = append(w.revealed, section+" "+field) }

type bench struct {
	source *sample.Source
	window *glass
	run    *task.InlineRunner
	editor *settingspage.Editor
}

func newBench(role access.Role, changes ...func(syncing.View)) *bench {
	b := &bench{source: sample.NewSource(changes...), window: &glass{p: i18n.For(i18n.French)}, run: task.Inline()}
	b.editor = settingspage.NewEditor(settingspage.Deps{
		Source: b.source, Window: b.window, Run: b.run, Sections: sample.AllOpen(),
		Clock: sample.Clock{}, Person: sample.Marie, Role: role, Keys: "Ctrl+S",
	})
	return b
}

func started(changes ...func(syncing.View)) *bench {
	b := newBench(access.Primary, changes...)
	b.editor.Start()
	return b
}

func TestEditorReadsAndFollows(t *testing.T) {
	b := newBench(access.Primary)
	b.run.Hold = true
	b.editor.Start()
	if got := b.editor.Model().Phase(); got != editing.Loading {
		t.Fatalf("before the store answers: %v", got)
	}
	b.run.Release()
	if got := b.editor.Model().Text(settingspage.ProviderName); got != "Téléphonie Boréale" {
		t.Fatalf("got %q", got)
	}
	b.source.Change(sample.Named("Ailleurs", 4))
	if got := b.editor.Model().Text(settingspage.ProviderName); got != "Ailleurs" {
		t.Errorf("a change from elsewhere is followed, got %q", got)
	}
	b.editor.Stop()
	if b.source.Subscribers() != 0 {
		t.Error("the subscription is ended")
	}
}

func TestEditorTellsWhyNothingCouldBeRead(t *testing.T) {
	b := newBench(access.Primary)
	b.source.ViewErr = fault.New(fault.Internal, "test", "store.damaged")
	b.editor.Start()
	if b.editor.Model().Phase() != editing.Failed {
		t.Fatal("the failure is shown")
	}
	b.source.ViewErr = nil
	b.editor.RetryNow()
	if b.editor.Model().Phase() != editing.Ready || !slices.Contains(b.source.Asked, "retry") {
		t.Error("Réessayer reads again and tries the server")
	}
}

func TestEditorSaves(t *testing.T) {
	b := started()
	b.editor.Type(settingspage.ProviderName, "Boréale")
	saved := []bool{}
	b.editor.Save(func(ok bool) { saved = append(saved, ok) })
	if diff := cmp.Diff([]bool{true}, saved); diff != "" || len(b.source.Saves) != 1 || b.editor.Dirty() {
		t.Errorf("saves %v, dirty %v %s", b.source.Saves, b.editor.Dirty(), diff)
	}
	want := i18n.For(i18n.French).T("settings.toast.saved")
	if diff := cmp.Diff([]string{want}, b.window.toasts); diff != "" {
		t.Error(diff)
	}
	b.editor.Save(nil)
	if len(b.source.Saves) != 1 {
		t.Error("nothing to save stores nothing")
	}
}

func TestEditorShowsTheFirstFaultInsteadOfSaving(t *testing.T) {
	b := started()
	b.editor.Type(settingspage.ProviderName, "")
	ok := true
	b.editor.Save(func(o bool) { ok = o })
	if ok || len(b.source.Saves) != 0 {
		t.Error("nothing is stored")
	}
	if diff := cmp.Diff([]string{"profile profile.name"}, b.window.revealed); diff != "" {
		t.Error(diff)
	}
}

func TestEditorKeepsTheDraftWhenTheDiskIsFull(t *testing.T) {
	b := started()
	b.source.SaveErr = fault.New(fault.Unavailable, "test", "store.disk_full")
	b.editor.Type(settingspage.ProviderName, "Boréale")
	ok := true
	b.editor.Save(func(o bool) { ok = o })
	if ok || !b.editor.Dirty() || len(b.window.fails) != 1 {
		t.Fatalf("ok %v, fails %v", ok, b.window.fails)
	}
	if reason := b.window.p.T("store.disk_full"); !strings.Contains(b.window.fails[0], reason) {
		t.Errorf("%q does not say %q", b.window.fails[0], reason)
	}
}

func TestSecondSaveWaitsForTheFirst(t *testing.T) {
	b := started()
	b.editor.Type(settingspage.ProviderName, "Boréale")
	b.run.Hold = true
	told := []bool{}
	b.editor.Save(func(ok bool) { told = append(told, ok) })
	b.editor.Save(func(ok bool) { told = append(told, ok) })
	if len(told) != 0 {
		t.Fatal("nobody is told before the disk has answered")
	}
	b.run.Release()
	if diff := cmp.Diff([]bool{true, true}, told); diff != "" || len(b.source.Saves) != 1 {
		t.Errorf("%d saves %s", len(b.source.Saves), diff)
	}
}

func TestSaveThatCannotBeReadAgainIsStillSaved(t *testing.T) {
	b := started()
	b.editor.Type(settingspage.ProviderName, "Boréale")
	b.source.ViewErr = errors.New("busy")
	b.editor.Save(nil)
	if b.editor.Dirty() || b.editor.Model().Text(settingspage.ProviderName) != "Boréale" {
		t.Error("what is on disk is no draft any more")
	}
}

func TestRevertCanBeTakenBack(t *testing.T) {
	b := started()
	b.editor.Revert()
	if len(b.window.toasts) != 0 {
		t.Error("nothing was reverted")
	}
	b.editor.Type(settingspage.ProviderName, "Boréale")
	b.editor.Revert()
	if b.editor.Dirty() || b.window.undo == nil {
		t.Fatal("the draft is gone and its return is offered")
	}
	b.window.undo()
	if got := b.editor.Model().Text(settingspage.ProviderName); got != "Boréale" {
		t.Errorf("got %q", got)
	}
}

func TestAnOfferToUndoEndsWithTheNextStep(t *testing.T) {
	next := map[string]func(*bench){
		"another change": func(b *bench) { b.editor.Type(settingspage.ProviderName, "Boréale inc.") },
		"an undo":        func(b *bench) { b.editor.Undo() },
		"a save":         func(b *bench) { b.editor.Save(nil) },
	}
	for name, do := range next {
		b := started()
		b.editor.Type(settingspage.ProviderName, "Boréale")
		b.editor.Leave(settingspage.ProviderName)
		b.editor.OfferUndo("said", "undo")
		b.editor.Load()
		if b.window.undo == nil {
			t.Errorf("%s: the offer is gone, and nothing was done", name)
		}
		do(b)
		if b.window.undo != nil {
			t.Errorf("%s: what the offer would undo is not what it was made for", name)
		}
	}
}

func TestInterfaceLanguageSwitchesLive(t *testing.T) {
	b := started(sample.Speaking("fr"))
	b.editor.Choose(settingspage.InterfaceLanguage, "en")
	b.editor.Revert()
	if diff := cmp.Diff([]i18n.Language{i18n.English, i18n.French}, b.window.spoken); diff != "" || len(b.source.Saves) != 0 {
		t.Error("the draft speaks and Annuler switches back", diff)
	}
}

func TestStoredLanguageOfThePersonSpeaksAfterReading(t *testing.T) {
	b := started(sample.Speaking("en"))
	if diff := cmp.Diff([]i18n.Language{i18n.English}, b.window.spoken); diff != "" {
		t.Error(diff)
	}
}

func TestSwitchOfTheWindowIsStoredAtOnce(t *testing.T) {
	b := started(sample.Speaking("fr"))
	b.editor.Type(settingspage.ProviderName, "Boré")
	b.editor.SwitchLanguage(i18n.English)
	if diff := cmp.Diff([]i18n.Language{i18n.English}, b.window.spoken); diff != "" {
		t.Error(diff)
	}
	if len(b.source.Saves) != 1 || settings.String(b.source.Saves[0][0].Value) != "en" {
		t.Errorf("saved %v", b.source.Saves)
	}
	if got := b.editor.Model().Text(settingspage.ProviderName); got != "Boré" || !b.editor.Dirty() {
		t.Errorf("the half-typed text stays a draft, got %q", got)
	}
	b.editor.SwitchLanguage(i18n.English)
	if len(b.source.Saves) != 1 {
		t.Error("the same language again stores nothing")
	}
}

func TestSwitchThatCannotBeStoredSaysSo(t *testing.T) {
	b := started(sample.Speaking("fr"))
	b.source.SaveErr = fault.New(fault.Unavailable, "test", "store.disk_full")
	b.editor.SwitchLanguage(i18n.English)
	if diff := cmp.Diff([]i18n.Language{i18n.English, i18n.French}, b.window.spoken); diff != "" || len(b.window.fails) != 1 {
		t.Errorf("fails %v %s", b.window.fails, diff)
	}
}

func TestNoticesAreSettled(t *testing.T) {
	for _, c := range []struct {
		name   string
		notice desk.Notice
		do     func(*editing.Editor, desk.Notice)
		asked  string
		text   string
	}{
		{"keep mine", sample.Conflict(), (*editing.Editor).KeepNotice, "mine name", "Boréale Télécom"},
		{"keep theirs", sample.Conflict(), (*editing.Editor).DropNotice, "theirs name", "Téléphonie Boréale"},
		{"dismiss", sample.Rejection(), (*editing.Editor).DropNotice, "theirs time_zone", "America/Toronto"},
		{"edit again", sample.Rejection(), (*editing.Editor).KeepNotice, "theirs time_zone", "America/Halifax"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(access.Primary)
			b.source.Status.Notices = []desk.Notice{c.notice}
			b.editor.Start()
			if len(b.editor.Model().Notices()) != 1 {
				t.Fatal("the notice is shown")
			}
			c.do(b.editor.Editor, c.notice)
			if diff := cmp.Diff([]string{c.asked}, b.source.Asked); diff != "" || len(b.editor.Model().Notices()) != 0 {
				t.Error("asked", diff)
			}
			if got := b.editor.Model().Text(b.editor.Model().NoticeField(c.notice)); got != c.text {
				t.Errorf("the field shows %q", got)
			}
		})
	}
}

func TestNoticeThatCannotBeSettledComesBack(t *testing.T) {
	b := newBench(access.Primary)
	b.source.Status.Notices = []desk.Notice{sample.Conflict()}
	b.source.SettleErr = fault.New(fault.Unavailable, "test", "store.disk_full")
	b.editor.Start()
	b.editor.KeepNotice(sample.Conflict())
	if len(b.editor.Model().Notices()) != 1 || len(b.window.fails) != 1 {
		t.Error("nothing is swallowed")
	}
}

func TestWatchersAreToldAndLetGo(t *testing.T) {
	b := started()
	n := 0
	cancel := b.editor.Watch(func() { n++ })
	b.editor.Type(settingspage.ProviderName, "B")
	cancel()
	told := n
	b.editor.Type(settingspage.ProviderName, "Bo")
	if told == 0 || n != told {
		t.Errorf("told %d times, then %d", told, n)
	}
}

func TestUndoShowsWhere(t *testing.T) {
	b := started()
	b.editor.Undo()
	b.editor.Choose(settingspage.DefaultLanguage, "en")
	b.editor.Undo()
	b.editor.Redo()
	if diff := cmp.Diff([]string{"profile profile.default_language", "profile profile.default_language"}, b.window.revealed); diff != "" {
		t.Error(diff)
	}
}

func TestPendingFieldsHaveTheirLabels(t *testing.T) {
	b := started()
	b.editor.Choose(settingspage.TimeZone, "America/Halifax")
	p := i18n.For(i18n.English)
	if diff := cmp.Diff([]string{p.T("settings.profile.time_zone")}, b.editor.Pending(p)); diff != "" {
		t.Error(diff)
	}
}

func TestTheOthersLearnWhichSectionIsBeingEdited(t *testing.T) {
	b := newBench(access.Primary)
	b.editor.Start()
	b.editor.Type(settingspage.ProviderName, "Boréale")
	b.editor.Type(settingspage.ProviderName, "Boréale inc.")
	b.editor.Revert()
	if want := []string{"profile", ""}; !slices.Equal(b.source.Edited, want) {
		t.Errorf("told %q, want %q", b.source.Edited, want)
	}
}

// Who may not edit the settings has nothing to tell: the server would refuse it, and one's own language is nobody's affair.
func TestNobodyLearnsOfWhoEditsOnlyTheOwnLanguage(t *testing.T) {
	b := newBench(access.Support)
	b.editor.Start()
	b.editor.Choose(settingspage.InterfaceLanguage, "en")
	if len(b.source.Edited) != 0 || !b.editor.Dirty() {
		t.Errorf("told %q, dirty %v", b.source.Edited, b.editor.Dirty())
	}
}

func TestWhoElseIsEditingASection(t *testing.T) {
	b := newBench(access.Primary)
	b.editor.Start()
	b.source.Set(desk.State{Connection: desk.Online, Present: []wire.Present{
		{Person: "1", Name: "Luc Côté", Section: "profile"},
		{Person: "1", Name: "Luc Côté", Section: "profile"}, // on a second computer
		{Person: "2", Name: "Amélie Gagnon", Section: "elsewhere"},
	}})
	if got := b.editor.Others("profile"); !slices.Equal(got, []string{"Luc Côté"}) {
		t.Errorf("in the profile: %q", got)
	}
	if got := b.editor.Others("administrator"); len(got) != 0 {
		t.Errorf("in the other section: %q", got)
	}
}
