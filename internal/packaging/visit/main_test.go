//go:build linux

package main

import (
	"strings"
	"testing"
)

// A program that is not there, or that ends at once and paints nothing, is no visit.
func TestWhatPaintsNothingFails(t *testing.T) {
	for command, want := range map[string]string{
		"no-such-program": "no-such-program",
		"false":           "the program has ended",
	} {
		if err := run(options{name: "Boréale"}, []string{command}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", command, err, want)
		}
	}
}

// Every word that is waited for is one of the program's: a catalogue shows an id that it does not know between brackets.
func TestWordsAreKnown(t *testing.T) {
	for _, words := range []string{
		fr.T("login.window_title"), fr.T("login.password"), fr.T("tour.place", "Card", 1, "Cards", tourCards), fr.T("settings.title"),
		fr.T("shell.status.synced"), fr.T("shell.palette.choose"), fr.T("settings.profile.name"), fr.T("settings.pending.notice"),
	} {
		if words == "" || strings.Contains(words, "⟦") {
			t.Errorf("%q", words)
		}
	}
}
