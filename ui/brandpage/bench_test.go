package brandpage_test

import (
	"testing"

	"pupitre/data/access"
	"pupitre/data/branding"
	"pupitre/ui/editing/sample"
)

// BenchmarkDraggingAColour is what a step of a dragged colour costs before anything is drawn: draft, verdicts, preview.
func BenchmarkDraggingAColour(b *testing.B) {
	s := open(b, large, access.Primary, sample.Branded)
	n := 0
	for b.Loop() {
		n++
		c := branding.Colour{R: uint8(n), G: uint8(n * 3), B: uint8(n * 7)}
		s.editor.Type("branding.color1", c.Hex())
	}
}
