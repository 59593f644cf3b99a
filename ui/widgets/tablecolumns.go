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

// cut makes a text fit in a width of the column.
func (c TableColumn) cut(text string, width float32, measure func(string) float32) string {
	if c.KeepEnd {
		return ellipsizeMiddle(text, width, measure)
	}
	return ellipsize(text, width, measure)
}

// enough is the part of its least width under which a column is of no use.
const enough = 0.3

// planColumns shares a width out: each column gets its least width and its share of what is left. Optional columns leave,
// the last one first, until the others fit; where even those do not, the columns with a weight shrink, then all alike.
func planColumns(columns []TableColumn, width float32) []tableSpan {
	spans := make([]tableSpan, len(columns))
	fixed, supple, weight := float32(0), float32(0), float32(0)
	add := func(i int, sign float32) {
		least := columns[i].leastWidth()
		if columns[i].Weight > 0 {
			supple += sign * least
		} else {
			fixed += sign * least
		}
		weight += sign * columns[i].Weight
		spans[i].width = max(sign, 0) * least
	}
	for i := range columns {
		add(i, 1)
	}
	for i := len(columns) - 1; i >= 0 && fixed+supple > width; i-- {
		if columns[i].Optional {
			add(i, -1)
		}
	}
	ofFixed, ofSupple := float32(1), float32(1)
	switch left := width - fixed; {
	case fixed+supple <= width:
	case left >= enough*supple:
		ofSupple = left / supple
	default:
		ofFixed = width / (fixed + supple)
		ofSupple = ofFixed
	}
	free, x := max(width-fixed-supple, 0), float32(0)
	for i, c := range columns {
		if spans[i].width == 0 {
			continue
		}
		if c.Weight > 0 {
			spans[i].width = spans[i].width*ofSupple + free*c.Weight/weight
		} else {
			spans[i].width *= ofFixed
		}
		spans[i].x = x
		x += spans[i].width
	}
	return spans
}
