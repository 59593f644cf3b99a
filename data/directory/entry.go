package directory

import (
	"encoding/json"
	"slices"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Kind is what an entry is. Kinds that this version does not know are kept by the stores and not searched.
type Kind string

// The kinds. Accounts, departments and locations give their names to what belongs to them; the others are searched.
const (
	Account    Kind = "account"
	Department Kind = "department"
	Location   Kind = "location"
	Site       Kind = "site"
	User       Kind = "user"
	Number     Kind = "number"
	Group      Kind = "group"
	IVR        Kind = "ivr"
)

// NumberType is what a number is for.
type NumberType string

// The types of numbers.
const (
	MainNumber   NumberType = "main"
	DirectNumber NumberType = "direct"
	TollFree     NumberType = "toll_free"
	FaxNumber    NumberType = "fax"
)

// ExtensionType is what a group's extension does with a call.
type ExtensionType string

// The types of extensions of groups.
const (
	CallQueue   ExtensionType = "call_queue"
	RingGroup   ExtensionType = "ring_group"
	MessageOnly ExtensionType = "message_only"
	Announce    ExtensionType = "announcement"
	SharedLine  ExtensionType = "shared_line"
	Paging      ExtensionType = "paging"
	ParkingSpot ExtensionType = "park_location"
)

// Entry is one row of a directory. Which fields an entry has is told by its kind; an empty one is left out of what is stored.
type Entry struct {
	ID            string        `json:"-"`
	Kind          Kind          `json:"-"`
	Account       string        `json:"account,omitempty"` // id of the account; extensions are unique inside it
	Name          string        `json:"name,omitempty"`
	Phone         string        `json:"phone,omitempty"`     // E.164
	Extension     string        `json:"extension,omitempty"` // digits
	Email         string        `json:"email,omitempty"`
	Custom        string        `json:"custom,omitempty"`     // a group's custom field
	Site          string        `json:"site,omitempty"`       // id
	Department    string        `json:"department,omitempty"` // id
	Location      string        `json:"location,omitempty"`   // id
	NumberType    NumberType    `json:"number_type,omitempty"`
	ExtensionType ExtensionType `json:"extension_type,omitempty"`
	Administrator string        `json:"administrator,omitempty"` // name of the one of an account
	Added         string        `json:"added,omitempty"`         // date on which an account came into the federation, ISO 8601
}

// Decode gives a row its fields. Fields that this version does not know are left alone. The error has code fault.Invalid and
// no sentence: people never see one row's body.
func Decode(r wire.DirectoryRow) (e Entry, err error) {
	if err := json.Unmarshal(r.Body, &e); err != nil {
		return Entry{}, fault.As(fault.Invalid, "directory.Decode", "", err)
	}
	e.ID, e.Kind = r.ID, Kind(r.Kind)
	return e, nil
}

// Row is an entry as it is stored.
func (e Entry) Row() wire.DirectoryRow {
	body, _ := json.Marshal(e) // texts always encode
	return wire.DirectoryRow{ID: e.ID, Kind: string(e.Kind), Body: body}
}

// Column is a field that people see, search in, filter or sort by.
type Column string

// The columns.
const (
	ByName          Column = "name"
	ByPhone         Column = "phone"
	ByExtension     Column = "extension"
	ByEmail         Column = "email"
	ByCustom        Column = "custom"
	ByAccount       Column = "account"
	BySite          Column = "site"
	ByDepartment    Column = "department"
	ByLocation      Column = "location"
	ByNumberType    Column = "number_type"
	ByExtensionType Column = "extension_type"
)

// facets are the columns that filter, in the order in which the index keeps them; the first owns the others.
var facets = []Column{ByAccount, BySite, ByDepartment, ByLocation, ByNumberType, ByExtensionType}

// Category is a kind that is searched, with its columns (product.md, section 6).
type Category struct {
	Kind    Kind
	Queried []Column // in which a query is looked for
	Filters []Column
	Main    Column // by which equally good answers are sorted
}

// Sorts are the columns that its answers can be sorted by.
func (c Category) Sorts() []Column { return append(slices.Clone(c.Queried), c.Filters...) }

// categories are in the order of the page's menu.
var categories = []Category{
	{User, []Column{ByName, ByPhone, ByExtension}, []Column{ByDepartment, BySite, ByAccount}, ByName},
	{Number, []Column{ByPhone, ByName, ByExtension}, []Column{BySite, ByLocation, ByNumberType, ByAccount}, ByPhone},
	{Group, []Column{ByName, ByPhone, ByExtension, ByEmail, ByCustom}, []Column{BySite, ByExtensionType, ByAccount}, ByName},
	{IVR, []Column{ByName, ByPhone, ByExtension}, []Column{BySite, ByAccount}, ByName},
	{Site, []Column{ByName, ByPhone, ByExtension}, []Column{ByAccount}, ByName},
}

// Categories lists what can be searched, in the order of the menu.
func Categories() []Category { return slices.Clone(categories) }

// categoryOf is the place of a kind among the categories, -1 when it is not searched.
func categoryOf(k Kind) int {
	return slices.IndexFunc(categories, func(c Category) bool { return c.Kind == k })
}

// Value is an entry's value in a column, as it is stored.
func (e Entry) Value(c Column) string {
	switch c {
	case ByName:
		return e.Name
	case ByPhone:
		return e.Phone
	case ByExtension:
		return e.Extension
	case ByEmail:
		return e.Email
	case ByCustom:
		return e.Custom
	case ByAccount:
		return e.Account
	case BySite:
		return e.Site
	case ByDepartment:
		return e.Department
	case ByLocation:
		return e.Location
	case ByNumberType:
		return string(e.NumberType)
	case ByExtensionType:
		return string(e.ExtensionType)
	}
	return ""
}
