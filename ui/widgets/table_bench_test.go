package widgets_test

import (
	"fmt"
	"testing"

	"pupitre/ui/uitest"
)

// A frame of a table of a million rows: new contents at another offset. "paint" draws it too, by Fyne's software painter,
// which a window with OpenGL does not use.
func BenchmarkTable(b *testing.B) {
	for _, pixels := range []float64{15, 400, 20_000} {
		for _, paint := range []bool{false, true} {
			b.Run(fmt.Sprintf("scroll=%.0f/paint=%v", pixels, paint), func(b *testing.B) {
				g := newGrid(b, uitest.Setup{}, million, nil)
				step := pixels / float64(rowHeight())
				state := g.table.State()
				b.ReportAllocs()
				for b.Loop() {
					state.Top += step
					if state.Top > million-100 {
						state.Top = 0
					}
					g.table.SetState(state)
					if paint {
						g.Canvas.Capture()
					}
				}
			})
		}
	}
}
