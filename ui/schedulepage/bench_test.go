package schedulepage_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/data/syncing"
	"pupitre/ui/schedulepage"
)

// forty is forty blocks that lie over each other.
func forty(v syncing.View) {
	chat := schedule.Chat{Enabled: true}
	for i := range 8 {
		chat.French = append(chat.French, schedule.Weekly{
			ID: fmt.Sprintf("0190b2f0-0000-7000-8000-0000000001%02d", i), Name: fmt.Sprintf("Horaire %d", i+1), Type: schedule.WorkingHours,
			State: schedule.States()[i%2], Rank: i, Days: schedule.Weekdays, Span: schedule.Between((6+i)*60, (8+2*i)*60),
		})
	}
	for entity, fields := range chat.Stored() {
		v[entity] = syncing.Entity{}
		for name, value := range fields {
			v[entity][name] = syncing.FieldState{Value: value, Base: value, Rev: 1}
		}
	}
}

// BenchmarkDragStep is what a step of a hand costs, without the toolkit's own painting: the week anew, its texts, its picture.
func BenchmarkDragStep(b *testing.B) {
	s := open(b, large, access.Primary, forty)
	grid := s.Field("chat.week")
	at := schedulepage.InGrid(grid, 3, 12*hour)
	grid.(desktop.Mouseable).MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	b.ResetTimer()
	for i := range b.N {
		grid.(fyne.Draggable).Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(0, float32(i%90))}})
		schedulepage.Paint(grid, int(grid.Size().Width), int(grid.Size().Height))
	}
}
