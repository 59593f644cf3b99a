package editing

import (
	"slices"

	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/ui/draft"
)

// order is the cell of the order in which the application servers serve.
var order = draft.Cell{Entity: settings.EntityAppServers, Field: settings.FieldOrder}

// inOrder puts application servers in the order in which they serve, as the draft has it: unknown ids are skipped, servers
// that are missing stand at the end by id.
func inOrder(d *draft.Draft, entities []string) []string {
	ids := draft.IDs(d.Value(settings.EntityAppServers, settings.FieldOrder))
	place := func(entity string) int {
		if i := slices.Index(ids, draft.IDOf(entity)); i >= 0 {
			return i
		}
		return len(ids)
	}
	slices.SortStableFunc(entities, func(a, b string) int { return place(a) - place(b) })
	return entities
}

// Master is the application server that serves first after the next save, "" when there is none.
func Master(d *draft.Draft) string {
	if servers := d.Living(KindServer); len(servers) > 0 {
		return servers[0]
	}
	return ""
}

// MoveServer puts an application server at a place among those that stay, 0 being the master's: promoting one demotes the
// other in the same step.
func MoveServer(d *draft.Draft, entity string, to int) {
	ids := []string{}
	for _, other := range d.Living(KindServer) {
		if other != entity {
			ids = append(ids, draft.IDOf(other))
		}
	}
	to = min(max(to, 0), len(ids))
	ids = slices.Insert(ids, to, draft.IDOf(entity))
	d.Choose(order, settings.OrderValue(ids).String())
}

// sameAddress warns of a server with the IP address of another one.
func sameAddress(d *draft.Draft, entity string) []draft.Remark {
	address := func(entity string) settings.IPPort {
		fields := map[string]wire.Value{settings.FieldAddress: d.Value(entity, settings.FieldAddress)}
		return settings.AppServerFrom("", fields).Address
	}
	mine := address(entity)
	if !mine.IP.IsValid() {
		return nil
	}
	for _, other := range d.Living(KindServer) {
		if other != entity && address(other).IP == mine.IP {
			c := draft.Cell{Entity: entity, Field: settings.FieldAddress, Part: PartIP}
			err := fault.New(fault.Conflict, "editing.sameAddress", "settings.ip_duplicate",
				"Name", settings.String(d.Value(other, settings.FieldName)))
			return []draft.Remark{{Cell: c, Err: err}}
		}
	}
	return nil
}
