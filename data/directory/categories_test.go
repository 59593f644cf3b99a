package directory

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The columns of each category are those of the portal's article: what is typed is looked for in the first, and the second filter.
func TestCategoriesAreThoseOfTheArticle(t *testing.T) {
	want := []Category{
		{Kind: User, Main: ByName, Queried: []Column{ByName, ByPhone, ByExtension}, Filters: []Column{ByDepartment, BySite, ByAccount}},
		{Kind: Number, Main: ByPhone, Queried: []Column{ByPhone, ByName, ByExtension}, Filters: []Column{BySite, ByLocation, ByNumberType, ByAccount}},
		{Kind: Group, Main: ByName, Queried: []Column{ByName, ByPhone, ByExtension, ByEmail, ByCustom}, Filters: []Column{BySite, ByExtensionType, ByAccount}},
		{Kind: IVR, Main: ByName, Queried: []Column{ByName, ByPhone, ByExtension}, Filters: []Column{BySite, ByAccount}},
		{Kind: Site, Main: ByName, Queried: []Column{ByName, ByPhone, ByExtension}, Filters: []Column{ByAccount}},
	}
	if diff := cmp.Diff(want, Categories()); diff != "" {
		t.Error(diff)
	}
}
