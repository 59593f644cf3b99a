package directory

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSurvey(t *testing.T) {
	s := NewSurvey()
	north, south := Entry{ID: "n", Kind: Account, Name: "Nord"}, Entry{ID: "s", Kind: Account, Name: "École du Sud"}
	for _, e := range []Entry{
		{ID: "1", Kind: User, Account: "n", Extension: "101"},
		{ID: "2", Kind: User, Account: "s", Extension: "101"},
		{ID: "3", Kind: Group, Account: "s", Extension: "102"},
		{ID: "4", Kind: Number, Account: "s"},
		north, south,
		{ID: "5", Kind: User, Account: "nobody", Extension: "102"},
	} {
		s.Add(e)
	}
	want := []Report{
		{Account: south, Counts: map[Kind]int{User: 1, Group: 1, Number: 1}, Extensions: 2, Duplicates: 2},
		{Account: north, Counts: map[Kind]int{User: 1}, Extensions: 1, Duplicates: 1},
	}
	if diff := cmp.Diff(want, s.Reports()); diff != "" {
		t.Error(diff)
	}
}
