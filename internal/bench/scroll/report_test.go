//go:build linux

package main

import (
	"strings"
	"testing"
	"time"

	"pupitre/internal/bench/stats"
)

func good() result {
	quick := frames{16 * time.Millisecond, 18 * time.Millisecond, 20 * time.Millisecond}
	return result{Moves: []move{{"wheel", quick, 12}}, Key: quick, Few: stats.Memory{RSS: 100e6}, After: stats.Memory{RSS: 140e6}}
}

func TestFramesAreTheTimesBetweenPictures(t *testing.T) {
	begun := time.Unix(0, 0)
	f := between([]time.Time{begun, begun.Add(10 * time.Millisecond), begun.Add(40 * time.Millisecond)})
	if len(f) != 2 || f.quantile(0) != 10 || f.quantile(1) != 30 {
		t.Errorf("got %v", f)
	}
}

func TestEveryAimCounts(t *testing.T) {
	slow := frames{50 * time.Millisecond}
	for name, spoil := range map[string]func(*result){
		"a slow movement": func(r *result) { r.Moves[0].Frames = slow },
		"a slow key":      func(r *result) { r.Key = slow },
		"a wrong row":     func(r *result) { r.Exact = "it is not there" },
		"memory":          func(r *result) { r.After.RSS = 151e6 },
	} {
		r := good()
		if !r.met() {
			t.Fatal("what is good does not meet the aims")
		}
		if spoil(&r); r.met() {
			t.Errorf("%s meets the aims", name)
		}
	}
}

func TestTheReportSaysWhatIsWrong(t *testing.T) {
	r := good()
	r.Exact = "the rows are 40 pixels apart"
	var out strings.Builder
	if err := writeMarkdown(&out, r); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"| wheel | 3 | 18.0 | 19.8 | 20.0 | 12.0 |", "**wrong**: the rows are 40 pixels apart", "1.40"} {
		if !strings.Contains(out.String(), words) {
			t.Errorf("%q is missing in\n%s", words, out.String())
		}
	}
}
