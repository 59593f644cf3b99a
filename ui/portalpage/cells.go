package portalpage

import (
	"slices"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// cellCache keeps what rows show: a row is drawn sixty times a second while it scrolls, and written once.
type cellCache struct {
	generation int // of the rows
	names      int // their version
	rows       map[int][]widgets.TableCell
}

// fault404 tells that there is no copy of the directory yet, and no server that would search.
func fault404(err error) bool {
	key, _ := fault.KeyOf(err)
	return key == "federation.no_copy_yet"
}

// cell is what a row shows in a column; ready is false while it is on its way.
func (pg *Page) cell(row, column int) (cell widgets.TableCell, ready bool) {
	h := pg.presenter
	e, ok := h.rows.entry(row)
	if !ok {
		return widgets.TableCell{}, false
	}
	if names := h.namesVersion(); pg.cells.generation != h.rows.generation || pg.cells.names != names || len(pg.cells.rows) > mostRows {
		pg.cells = cellCache{h.rows.generation, names, map[int][]widgets.TableCell{}}
	}
	cells, ok := pg.cells.rows[row]
	if !ok || len(cells) != len(pg.columns) {
		cells = pg.write(e)
		pg.cells.rows[row] = cells
	}
	return cells[column], true
}

// write is what an entry shows in each column, with what answers the search pointed out.
func (pg *Page) write(e directory.Entry) []widgets.TableCell {
	queried := categoryOf(pg.category).Queried
	cells := make([]widgets.TableCell, len(pg.columns))
	for i, c := range pg.columns {
		cells[i].Text = portal.Value(pg.p, pg.presenter.names(), e, c)
		if !slices.Contains(queried, c) {
			cells[i].Color = look.ColorMuted
			continue
		}
		for _, s := range directory.Highlights(cells[i].Text, pg.presenter.asked.Text, c) {
			cells[i].Marks = append(cells[i].Marks, widgets.Mark{From: s.From, To: s.To})
		}
	}
	if e.Kind == "" { // it went from the directory since the search
		cells[0] = widgets.TableCell{Text: pg.p.T("enterprise.gone"), Color: look.ColorMuted}
	}
	return cells
}
