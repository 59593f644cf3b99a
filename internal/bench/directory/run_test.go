//go:build linux

package main

import (
	"bytes"
	"strings"
	"testing"

	"pupitre/data/directory"
)

var small = options{entries: 3000, accounts: 4, typed: 60, peerQueries: 40, bleveEntries: 2000, seed: 5}

// The whole run, small: all three sides find the same, and the report says what was measured.
func TestRun(t *testing.T) {
	var out bytes.Buffer
	if err := run(t.Context(), &out, small); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"directory of 3000 entries", "| page, cold |", "beside LIKE on SQLite: 3000 entries", "beside bleve " + bleveVersion + ": 2000 entries"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("%q is missing in\n%s", part, &out)
		}
	}
}

// Sides that do not find the same are not compared.
func TestDisagreement(t *testing.T) {
	asked := []directory.Query{{Category: directory.User, Text: "a"}}
	if err := agree(asked, []answer{{1, 3}}, []answer{{1, 3}}); err != nil {
		t.Error(err)
	}
	if err := agree(asked, []answer{{1, 3}}, []answer{{1, 4}}); err == nil {
		t.Error("3 and 4 answers are the same")
	}
}
