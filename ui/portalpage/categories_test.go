package portalpage_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/directory"
	"pupitre/ui/widgets"
)

// filtersOf are the filters that the portal's article gives each category, beside the account's.
var filtersOf = map[directory.Kind][]directory.Column{
	directory.User:   {directory.ByDepartment, directory.BySite},
	directory.Number: {directory.BySite, directory.ByLocation, directory.ByNumberType},
	directory.Group:  {directory.BySite, directory.ByExtensionType},
	directory.IVR:    {directory.BySite},
	directory.Site:   {},
}

// expectFilters looks whether a category offers its filters and no others, and whether the field names what it looks in.
func (s *scene) expectFilters(t *testing.T, kind directory.Kind) {
	t.Helper()
	var got []directory.Column
	widgets.Walk(s.Canvas.Content(), func(o fyne.CanvasObject) bool {
		if f, ok := o.(*widgets.Select); ok && f.Visible() {
			if column, is := strings.CutPrefix(f.FieldID(), "enterprise.facet."); is {
				got = append(got, directory.Column(column))
			}
		}
		return true
	})
	if !slices.Equal(got, filtersOf[kind]) {
		t.Errorf("%s is filtered by %q, want %q", kind, got, filtersOf[kind])
	}
	hints := map[directory.Kind]string{
		directory.Number: s.Printer.T("enterprise.search_hint_number"), directory.Group: s.Printer.T("enterprise.search_hint_group"),
	}
	if want := cmp.Or(hints[kind], s.Printer.T("enterprise.search_hint")); !s.Sees(want) {
		t.Errorf("%s: the field does not say %q", kind, want)
	}
}

// A filter that a category has not is kept for those that do.
func TestCategoriesHaveTheirOwnColumnsAndFilters(t *testing.T) {
	s := open(t, settings{})
	s.chooseSite()
	users := s.OnlyTable().Count()
	s.Focus("enterprise.category")
	for _, kind := range []directory.Kind{directory.Number, directory.Group, directory.IVR, directory.Site} {
		s.Key(fyne.KeyRight)
		s.Settle()
		s.expectFilters(t, kind)
		asked := s.source.Found.Asked()
		last := asked[len(asked)-1]
		if last.Category != kind || last.Check() != nil {
			t.Errorf("asked %v, want %s", last, kind)
		}
		if has := len(last.Filters[directory.BySite]) > 0; has != (kind != directory.Site) {
			t.Errorf("%s is filtered by site: %v", kind, has)
		}
		s.ExpectText(s.Printer.T("enterprise.column.account"))
	}
	s.Key(fyne.KeyHome, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft)
	s.Settle()
	if got := s.OnlyTable().Count(); got != users {
		t.Errorf("back among the users there are %d, want %d", got, users)
	}
}
