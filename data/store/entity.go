package store

import (
	"slices"
	"strings"

	"pupitre/data/wire"
)

// entities is what a transaction knows of the spaces whose lock it has: nobody else writes there, so that an entity that
// several mutations of a push are about is read once.
type entities map[string]map[string][]wire.Item // by space, then entity: the items by field

// lock begins to remember a space.
func (e *entities) lock(space string) {
	if *e == nil {
		*e = entities{}
	}
	if (*e)[space] == nil {
		(*e)[space] = map[string][]wire.Item{}
	}
}

// forget makes everything be read again.
func (e *entities) forget() {
	for space := range *e {
		(*e)[space] = map[string][]wire.Item{}
	}
}

func (e *entities) get(space, entity string) (items []wire.Item, known bool) {
	items, known = (*e)[space][entity]
	return slices.Clone(items), known
}

func (e *entities) set(space, entity string, items []wire.Item) {
	if known := (*e)[space]; known != nil {
		known[entity] = slices.Clone(items)
	}
}

// put takes in an item that was written, as it would be read.
func (e *entities) put(space string, it wire.Item) {
	items, known := e.get(space, it.Entity)
	if !known {
		return
	}
	it.Value, it.At = slices.Clone(it.Value), fromMillis(millis(it.At))
	i, found := slices.BinarySearchFunc(items, it.Field, func(x wire.Item, field string) int {
		return strings.Compare(x.Field, field)
	})
	if found {
		items[i] = it
	} else {
		items = slices.Insert(items, i, it)
	}
	e.set(space, it.Entity, items)
}

// drop makes an entity be read again.
func (e *entities) drop(space, entity string) { delete((*e)[space], entity) }
