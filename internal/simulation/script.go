package simulation

import "time"

// Script is a world in which all goes well, but for what its story is about and for one crash.
type Script struct {
	CrashAt int  // which write of a desktop is its last, counted over the world from 1; 0 for none
	After   bool // the commit of that write still happens
}

// stories are what the scripts are about; a seed picks one.
var stories = []func(*Mix){
	func(*Mix) {},
	func(m *Mix) { m.Offline = 3 },
	func(m *Mix) { m.FailOver = true },
	func(m *Mix) { m.FailOver, m.Offline = true, 2 },
	func(m *Mix) { m.Floors = 2 },
	func(m *Mix) { m.RoleChanges = 2 },
	func(m *Mix) { m.Cloned = true },
	func(m *Mix) { m.Restored = true },
	func(m *Mix) { m.Revoked = 1 },
	func(m *Mix) { m.Page, m.StreamFlaps = 1, 2 },
}

// follow replaces the drawn faults by those of the script.
func (w *world) follow(s Script) {
	w.mix = Mix{Delay: 50 * time.Millisecond, Page: 3, Lifetime: 12 * time.Second}
	stories[int(w.seed)%len(stories)](&w.mix)
	writes := 0
	w.scripted = func() accident {
		writes++
		switch {
		case writes != s.CrashAt:
			return none
		case s.After:
			w.count("crash after a commit")
			return crashAfter
		}
		w.count("crash before a commit")
		return crashBefore
	}
}
