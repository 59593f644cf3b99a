package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/ui/look"
)

// tableSpan is where a column stands; a column without room has no width.
type tableSpan struct{ x, width float32 }

// cellPad is the air at either side of a cell.
func cellPad() float32 { return look.Size(look.Space12) }

// leastWidth is the width under which a column would cut what it must show whole.
func (c TableColumn) leastWidth() float32 {
	title := fyne.MeasureText(c.Title, look.Size(theme.SizeNameCaptionText), fyne.TextStyle{Bold: true}).Width
	if c.Sortable {
		title += look.Size(look.IconSmall) + look.Size(look.Space4)
	}
	return max(title, textWidth(c.Fit, false)) + 2*cellPad()
}

// planColumns shares a width out: each column gets its least width and its share of what is left. Optional columns leave,
// the last one first, until the others fit; where even those do not, all shrink alike.
func planColumns(columns []TableColumn, width float32) []tableSpan {
	spans := make([]tableSpan, len(columns))
	total, weight := float32(0), float32(0)
	for i, c := range columns {
		spans[i].width = c.leastWidth()
		total += spans[i].width
		weight += c.Weight
	}
	for i := len(columns) - 1; i >= 0 && total > width; i-- {
		if columns[i].Optional {
			total -= spans[i].width
			weight -= columns[i].Weight
			spans[i].width = 0
		}
	}
	free, squeeze, x := max(width-total, 0), float32(1), float32(0)
	if total > width {
		squeeze = width / total
	}
	for i, c := range columns {
		if spans[i].width == 0 {
			continue
		}
		spans[i].width *= squeeze
		if weight > 0 {
			spans[i].width += free * c.Weight / weight
		}
		spans[i].x = x
		x += spans[i].width
	}
	return spans
}
