package directory

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWordsOfAnEntry(t *testing.T) {
	e := Entry{Kind: Group, Name: "Soutien 24 7", Phone: "+15145550123", Extension: "3201", Email: "aide@exemple.ca", Custom: "Code É7", Department: "no"}
	want := []string{"soutien", "247", "15145550123", "3201", "aide", "exemple", "ca", "code", "e7"}
	if diff := cmp.Diff(want, e.Words()); diff != "" {
		t.Error(diff)
	}
	if list := (Entry{Kind: Account, Name: "Laval"}).Words(); list != nil {
		t.Errorf("an account is not searched, and has %v", list)
	}
}
