package directory_test

import (
	"slices"
	"testing"

	"pupitre/data/directory"
	"pupitre/data/directory/sample"
)

// Among the entries that are named are all that have the extension, and few others.
func TestHavingExtensionFindsAllThatHaveIt(t *testing.T) {
	b := directory.NewBuilder(1)
	holders := map[string][]string{"70001": nil}
	for row := range sample.Federation(sample.Options{Seed: 11, Accounts: 9, Entries: 4000}) {
		b.Add(row)
		if e, err := directory.Decode(row); err == nil && e.Extension != "" {
			holders[e.Extension] = append(holders[e.Extension], e.ID)
		}
	}
	b.Add(directory.Entry{ID: "name", Kind: directory.Group, Name: "70001 Montréal", Phone: "+15145550170"}.Row())
	x, err := b.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for extension, want := range holders {
		got := x.HavingExtension([]string{extension})
		for _, id := range want {
			if !slices.Contains(got, id) {
				t.Fatalf("%s: %s is not among %v", extension, id, got)
			}
		}
		if len(got) > len(want)+1 {
			t.Errorf("%s: %d entries for %d that have it", extension, len(got), len(want))
		}
	}
	if got := x.HavingExtension([]string{"70001", "70001", "", "no word", "+15145550170", "15145550170"}); !slices.Equal(got, []string{"name"}) {
		t.Errorf("%v", got)
	}
}
