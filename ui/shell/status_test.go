package shell

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/i18n"
)

var now = time.Date(2026, time.November, 21, 19, 30, 0, 0, time.UTC)

func TestConnectionInWords(t *testing.T) {
	for _, c := range []struct {
		state   desk.State
		fr, en  string
		retry   bool
		signIn  bool
		trouble bool
	}{
		{state: desk.State{Connection: desk.Online}, fr: "En ligne · Synchronisé", en: "Online · Synced"},
		{state: desk.State{Connection: desk.Online, Pending: 1}, fr: "En ligne · 1 modification en attente", en: "Online · 1 change waiting"},
		{state: desk.State{Connection: desk.Connecting}, fr: "Connexion…", en: "Connecting…"},
		{state: desk.State{Connection: desk.Offline}, fr: "Hors ligne", en: "Offline", retry: true},
		{state: desk.State{Connection: desk.Offline, Pending: 3}, fr: "Hors ligne · 3 modifications en attente", en: "Offline · 3 changes waiting", retry: true},
		{state: desk.State{Connection: desk.SignedOut, Pending: 2}, fr: "Session terminée · 2 modifications en attente", en: "Session ended · 2 changes waiting", signIn: true, trouble: true},
		{state: desk.State{Connection: desk.Revoked}, fr: "Accès retiré", en: "Access removed", trouble: true},
		{state: desk.State{Connection: desk.Outdated}, fr: "Mise à jour requise", en: "Update required", trouble: true},
	} {
		for lang, want := range map[i18n.Language]string{i18n.French: c.fr, i18n.English: c.en} {
			p := i18n.For(lang)
			st := statusOf(p, c.state, now)
			if got := strings.ReplaceAll(st.title(p), "\u00a0", " "); got != want {
				t.Errorf("%+v: got %q, want %q", c.state, got, want)
			}
			if st.retry != c.retry || st.signIn != c.signIn || (st.tone == toneTrouble) != c.trouble || st.icon == "" {
				t.Errorf("%q: retry %v, sign in %v, tone %v, icon %q", want, st.retry, st.signIn, st.tone, st.icon)
			}
		}
	}
}

func TestStatusDetail(t *testing.T) {
	p := i18n.For(i18n.French)
	problem := fault.New(fault.Unavailable, "test", "remote.unreachable")
	st := statusOf(p, desk.State{Connection: desk.Offline, Problem: problem, LastExchange: now.Add(-5 * time.Minute)}, now)
	for _, want := range []string{p.T("shell.status.detail_offline"), p.Err(problem), p.T("shell.status.last_exchange", "When", p.Ago(now.Add(-5*time.Minute), now))} {
		if !slices.Contains(st.detail, want) {
			t.Errorf("does not say %q: %q", want, st.detail)
		}
	}
	st = statusOf(p, desk.State{Connection: desk.Connecting}, now)
	if want := p.T("shell.status.never_exchanged"); st.detail[len(st.detail)-1] != want {
		t.Errorf("got %q, want %q last", st.detail, want)
	}
}

func TestNoticesAreCounted(t *testing.T) {
	p := i18n.For(i18n.English)
	st := statusOf(p, desk.State{Connection: desk.Online, Notices: make([]desk.Notice, 2)}, now)
	if st.attended != p.N("shell.status.notices", 2) || st.tone != toneWaiting {
		t.Errorf("got %q, tone %v", st.attended, st.tone)
	}
}

func TestWindowTitle(t *testing.T) {
	fr := i18n.For(i18n.French)
	for _, c := range []struct {
		unsaved, mac bool
		want         string
	}{
		{false, false, "Paramètres – Pupitre"},
		{true, false, "* Paramètres – Pupitre"},
		{true, true, "Paramètres – Pupitre — Modifié"},
	} {
		if got := windowTitle(fr, "Paramètres", c.unsaved, c.mac); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
