package task

import "slices"

// Views are those that show a state, and hear of its changes. The zero value has none. Use it from the UI goroutine.
type Views struct{ list []*view }

type view struct{ changed func() }

// Watch calls changed after every Tell, until cancel, which may be called more than once.
func (v *Views) Watch(changed func()) (cancel func()) {
	one := &view{changed}
	v.list = append(v.list, one)
	return func() { v.list = slices.DeleteFunc(slices.Clone(v.list), func(o *view) bool { return o == one }) }
}

// Any tells whether somebody looks.
func (v *Views) Any() bool { return len(v.list) > 0 }

// Tell tells every view that the state has changed. A view may leave, and others may come, while it is told.
func (v *Views) Tell() {
	for _, one := range v.list {
		one.changed()
	}
}
