package directory

import (
	"encoding/json"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Patch gives fields of a row's body other values, "" for none. Fields that this version does not know stay. The error is that
// of Decode.
func Patch(r wire.DirectoryRow, fields map[string]string) (wire.DirectoryRow, error) {
	body := map[string]json.RawMessage{}
	if err := json.Unmarshal(r.Body, &body); err != nil {
		return r, fault.As(fault.Invalid, "directory.Patch", "", err)
	}
	for name, value := range fields {
		if value == "" {
			delete(body, name)
			continue
		}
		body[name], _ = json.Marshal(value) // texts always encode
	}
	r.Body, _ = json.Marshal(body) // and so do values that were decoded
	return r, nil
}
