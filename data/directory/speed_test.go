package directory_test

import (
	"context"
	"testing"

	"pupitre/data/directory"
	"pupitre/data/directory/sample"
)

func BenchmarkSearch(b *testing.B) {
	builder := directory.NewBuilder(1)
	for r := range sample.Federation(sample.Options{Seed: 1, Accounts: 50, Entries: 1_000_000}) {
		builder.Add(r)
	}
	x, err := builder.Build(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d entries, %.1f MB", x.Len(), float64(x.Bytes())/1e6)
	for _, text := range []string{"", "e", "t", "tremb", "tremblay", "marie tremb", "5", "514555", "32"} {
		q := directory.Query{Category: directory.User, Text: text}
		b.Run("page/"+text, func(b *testing.B) {
			for b.Loop() {
				r, err := x.Search(b.Context(), q)
				if err != nil {
					b.Fatal(err)
				}
				r.IDs(0, 50)
			}
		})
		b.Run("counts/"+text, func(b *testing.B) {
			r, err := x.Search(b.Context(), q)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := r.Counts(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
