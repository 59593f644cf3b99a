package resellerspage_test

import (
	"fmt"
	"testing"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/uitest"
)

// The list of changes looks at the draft once, however many there are: what it reads grows with their number, not with its
// square. Reads of texts are counted, not seconds.
func TestTheListOfChangesLooksOnce(t *testing.T) {
	reads := func(many int) (n int) {
		s := open(t, uitest.Setup{}, access.Primary, sample.Filled, func(v syncing.View) {
			for i := range many {
				fields := map[string]syncing.FieldState{}
				for name, value := range (settings.Reseller{Name: fmt.Sprintf("Revendeur %d", i), Language: "fr", Active: true}).Fields() {
					fields[name] = syncing.FieldState{Value: value, Base: value, Rev: 7}
				}
				v[numbered(i)] = fields
			}
		})
		var edits []syncing.FieldEdit
		for i := range many {
			edits = append(edits, syncing.FieldEdit{Entity: numbered(i), Field: settings.FieldNote, Value: settings.Text("À revoir")})
		}
		s.editor.Draft().Take(edits)
		s.editor.Undo()
		s.editor.Redo() // so that the page hears of it
		fields := s.editor.Draft().Schema().Named(editing.KindReseller).Fields
		for i := range fields {
			read := fields[i].Read
			fields[i].Read = func(texts []string) (wire.Value, []error) {
				n++
				return read(texts)
			}
		}
		s.TapLabel(s.Printer.T("settings.bar.view"))
		s.ExpectText(s.Printer.N("settings.changes.title", many))
		s.ExpectText(s.Printer.T("settings.changes.new", "Value", "À revoir"))
		return n
	}
	few, twice := reads(30), reads(60)
	if few == 0 || twice > 2*few+60 {
		t.Errorf("30 changes read %d texts, 60 read %d", few, twice)
	}
}

func numbered(i int) string {
	return settings.ResellerEntity(fmt.Sprintf("0190b2f0-0000-7000-8000-%012d", i))
}
