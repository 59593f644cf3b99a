package settings

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed zones.txt
var zoneFile string

type zoneKind int

const (
	zoneAccepted zoneKind = iota // an alias: valid, not offered
	zoneOffered
	zoneCanada
)

// zoneIndex is every zone name that is accepted. It is our own list because the system's differs from one computer to
// the next, and a case-insensitive file system would accept "america/toronto".
var zoneIndex = sync.OnceValue(func() map[string]zoneKind {
	index := map[string]zoneKind{}
	for line := range strings.Lines(zoneFile) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		mark, name, marked := strings.Cut(line, " ")
		switch {
		case !marked:
			index[line] = zoneAccepted
		case mark == "**":
			index[name] = zoneCanada
		default:
			index[name] = zoneOffered
		}
	}
	return index
})

// TimeZones lists the zones to offer: Canada's first, then the others, each group by name.
func TimeZones() []string {
	canada, others := []string{}, []string{}
	for name, kind := range zoneIndex() {
		switch kind {
		case zoneCanada:
			canada = append(canada, name)
		case zoneOffered:
			others = append(others, name)
		case zoneAccepted:
		}
	}
	slices.Sort(canada)
	slices.Sort(others)
	return append(canada, others...)
}
