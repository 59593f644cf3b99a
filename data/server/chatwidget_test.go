package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pupitre/i18n"
)

// The script may be embedded anywhere, is asked for anew after an hour, and there is none for a provider that does not exist.
func TestChatWidget(t *testing.T) {
	r := newRig(t)
	a := r.do(request{method: "GET", path: "/p/boreale/widget.js"})
	for name, want := range map[string]string{
		"Content-Type": "text/javascript; charset=utf-8", "Cross-Origin-Resource-Policy": "cross-origin",
		"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff",
	} {
		if got := a.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if a.status != http.StatusOK || !strings.Contains(string(a.body), "document.currentScript") {
		t.Errorf("%d %s", a.status, a.body)
	}
	for _, never := range []string{"innerHTML", "eval(", "document.write", "style=", "import("} { // what a strict policy refuses
		if strings.Contains(string(a.body), never) {
			t.Errorf("the script has %s", never)
		}
	}
	again := r.do(request{method: "GET", path: "/p/boreale/widget.js", header: map[string]string{"If-None-Match": a.header.Get("ETag")}})
	if again.status != http.StatusNotModified {
		t.Errorf("asked again: %d", again.status)
	}
	none := r.do(request{method: "GET", path: "/p/nobody/widget.js"})
	if none.status != http.StatusNotFound || !strings.HasPrefix(none.header.Get("Content-Type"), "text/html") {
		t.Errorf("nobody's: %d %v", none.status, none.header)
	}
}

// The status has its sentences, which stay as they are until something changes.
func TestChatStatusInWords(t *testing.T) {
	r := newRig(t) // Wednesday 24 June 2026, 14:05 in Toronto
	fr, en := i18n.For(i18n.French), i18n.For(i18n.English)
	off := r.chatStatus("?lang=fr").Words
	if off.State != fr.T("widget.closed") || off.Detail != fr.T("schedule.words.disabled")+"." {
		t.Errorf("turned off: %+v", off)
	}
	r.keepHours(someHours(), 1)
	at := func(text string) time.Time {
		when, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return when.In(time.FixedZone("", -4*60*60))
	}
	open := r.chatStatus("?lang=fr").Words
	if open.State != fr.T("widget.open") || open.Detail != fr.T("schedule.portal.why", "Reason", "En semaine",
		"Next", fr.T("schedule.words.closes", "Time", at("2026-06-24T17:00:00-04:00"))) {
		t.Errorf("open: %+v", open)
	}
	closed := r.chatStatus("?lang=en").Words
	if closed.State != en.T("widget.closed") || closed.Detail != en.T("schedule.portal.why", "Reason", en.T("schedule.words.nothing"),
		"Next", en.T("schedule.words.opens", "Time", at("2026-06-25T10:00:00-04:00"))) {
		t.Errorf("closed: %+v", closed)
	}
}
