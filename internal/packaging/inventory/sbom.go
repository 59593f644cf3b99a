package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
)

// The part of CycloneDX 1.6 that is written (https://cyclonedx.org/docs/1.6/json/).
type (
	bom struct {
		Format       string          `json:"bomFormat"`
		SpecVersion  string          `json:"specVersion"`
		SerialNumber string          `json:"serialNumber"`
		Version      int             `json:"version"`
		Metadata     bomMetadata     `json:"metadata"`
		Components   []bomComponent  `json:"components"`
		Dependencies []bomDependency `json:"dependencies"`
	}
	bomMetadata struct {
		Timestamp string       `json:"timestamp"`
		Component bomComponent `json:"component"`
	}
	bomComponent struct {
		Type     string       `json:"type"`
		Ref      string       `json:"bom-ref"`
		Name     string       `json:"name"`
		Version  string       `json:"version,omitempty"`
		PURL     string       `json:"purl,omitempty"`
		Hashes   []bomHash    `json:"hashes,omitempty"`
		Licences []bomLicence `json:"licenses,omitempty"`
	}
	bomHash struct {
		Algorithm string `json:"alg"`
		Content   string `json:"content"`
	}
	bomLicence struct {
		Licence bomLicenceID `json:"license"`
	}
	bomLicenceID struct {
		ID string `json:"id"`
	}
	bomDependency struct {
		Ref       string   `json:"ref"`
		DependsOn []string `json:"dependsOn,omitempty"`
	}
)

// sbom lists the components. Its serial number follows from what is in it: the same programs have the same list.
func sbom(version string, at time.Time, components []component) ([]byte, error) {
	main := bomComponent{
		Type: "application", Ref: "pupitre@" + version, Name: "pupitre", Version: version,
		Licences: []bomLicence{{bomLicenceID{"Apache-2.0"}}},
	}
	b := bom{
		Format: "CycloneDX", SpecVersion: "1.6", Version: 1,
		Metadata: bomMetadata{Timestamp: at.Format(time.RFC3339), Component: main},
	}
	depends := bomDependency{Ref: main.Ref}
	for _, c := range components {
		entry, err := entryOf(c)
		if err != nil {
			return nil, err
		}
		b.Components = append(b.Components, entry)
		depends.DependsOn = append(depends.DependsOn, entry.Ref)
	}
	b.Dependencies = []bomDependency{depends}
	content, err := json.Marshal(b)
	if err != nil {
		return nil, err
	}
	b.SerialNumber = "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceOID, content).String()
	out, err := json.MarshalIndent(b, "", "  ")
	return append(out, '\n'), err
}

func entryOf(c component) (bomComponent, error) {
	e := bomComponent{Type: "library", Ref: c.path, Name: c.path, Version: c.version}
	if c.version != "" {
		e.Ref = "pkg:golang/" + c.path + "@" + c.version
		e.PURL = e.Ref
	}
	for _, spdx := range c.licences {
		e.Licences = append(e.Licences, bomLicence{bomLicenceID{spdx}})
	}
	if sum, ok := strings.CutPrefix(c.sum, "h1:"); ok { // the SHA-256 of the sums of a module's files
		raw, err := base64.StdEncoding.DecodeString(sum)
		if err != nil {
			return e, fmt.Errorf("%s: %w", c.path, err)
		}
		e.Hashes = []bomHash{{"SHA-256", hex.EncodeToString(raw)}}
	}
	return e, nil
}
