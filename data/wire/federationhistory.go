package wire

import (
	"encoding/json"
	"strings"
)

// What the history tells of federations and their portals is no item: it is done on line, and cannot be brought back as an edit. Its
// entities are "federation:<id>", with one field for each kind of event.
const (
	federationEntity   = "federation:"
	administratorField = "administrator:"

	// PortalField tells that the portal was activated.
	PortalField = "portal"
	// DirectoryField tells that the directory was changed as a whole.
	DirectoryField = "directory"
)

// FederationEntity is the entity under which the history tells of a federation.
func FederationEntity(federation string) string { return federationEntity + federation }

// AdministratorField is the field of a person's access to the portal of a federation.
func AdministratorField(person string) string { return administratorField + person }

// AdministratorOf is the person of an AdministratorField, "" for another field.
func AdministratorOf(field string) string {
	id, ok := strings.CutPrefix(field, administratorField)
	if !ok {
		return ""
	}
	return id
}

// ChangeFounded is the change of a directory that began with its federation.
const ChangeFounded DirectoryChange = "founded"

// FederationEvent is the value of a field of a FederationEntity: names as they were then, as the history outlives them.
type FederationEvent struct {
	Federation string `json:"federation"`       // its name
	Name       string `json:"name,omitempty"`   // of an administrator
	Access     string `json:"access,omitempty"` // of an administrator

	Change  DirectoryChange `json:"change,omitempty"`
	Undone  DirectoryChange `json:"undone,omitempty"`  // that was taken back
	Count   int             `json:"count,omitempty"`   // accounts that came, extensions that changed
	Created int             `json:"created,omitempty"` // entries, by an import
	Updated int             `json:"updated,omitempty"`
	Gone    int             `json:"gone,omitempty"`
}

// Value is the event as the history stores it.
func (e FederationEvent) Value() (Value, error) {
	text, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	return Canonical(text)
}

// ReadFederationEvent reads a value of the history; ok is false for one that is none.
func ReadFederationEvent(v Value) (e FederationEvent, ok bool) {
	if len(v) == 0 || v[0] != '{' || json.Unmarshal(v, &e) != nil {
		return FederationEvent{}, false
	}
	return e, true
}
