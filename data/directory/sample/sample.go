// Package sample makes federations that look like real ones, for tests, measures and the demonstration. The same options give
// the same rows, byte for byte. Every number is one of those kept for fiction (555-0100 to 555-0199).
package sample

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strconv"
	"strings"

	"pupitre/data/directory"
	"pupitre/data/wire"
)

// Options say what is made.
type Options struct {
	Seed     uint64
	Accounts int // at least 1
	Entries  int // rows that can be found: users, numbers, groups, IVRs and sites; at least as many as sites
}

// Shares of the entries that are not sites, in thousandths. The rest are users.
const (
	numbersShare = 120
	groupsShare  = 25
	ivrsShare    = 5
)

// Sites, departments and locations of an account.
const (
	sitesPerAccount       = 20
	departmentsPerAccount = 40
	locationsPerAccount   = 15
)

// Federation gives the rows, by id.
func Federation(o Options) iter.Seq[wire.DirectoryRow] {
	return func(yield func(wire.DirectoryRow) bool) {
		m := maker{rand: rand.New(rand.NewPCG(o.Seed, 7)), yield: yield}
		for i := range o.Accounts {
			if !m.account(i, share(o.Entries, o.Accounts, i)) {
				return
			}
		}
	}
}

// share divides entries among accounts as life does: the first is the largest, and none is empty.
func share(entries, accounts, i int) int {
	base := entries / 2 / accounts // one half evenly, the other by weights of 1, 1/2, 1/3 …
	var weights float64
	for n := range accounts {
		weights += 1 / float64(n+1)
	}
	upTo := func(i int) int {
		var w float64
		for n := range i {
			w += 1 / float64(n+1)
		}
		return int(float64(entries-base*accounts) * w / weights)
	}
	return base + upTo(i+1) - upTo(i)
}

// maker makes one federation.
type maker struct {
	rand      *rand.Rand
	yield     func(wire.DirectoryRow) bool
	count     int
	of        string // the account's id
	town      string
	domain    string
	sites     []string
	parts     []string // departments
	locations []string
	extension int
	digits    int // of the account's extensions
}

// id is a UUID of version 7: its time counts the rows, so that ids ascend, and the rest is drawn.
func (m *maker) id() string {
	m.count++
	at := uint64(0x0198_c0de_0000) + uint64(m.count)
	low := m.rand.Uint64()
	return fmt.Sprintf("%08x-%04x-7%03x-%04x-%012x", at>>16, at&0xffff, low>>52, 0x8000|low>>48&0x3fff, low&0xffff_ffff_ffff)
}

func (m *maker) one(list []string) string { return list[m.rand.IntN(len(list))] }

// common prefers the beginning of a list: some names are borne by many.
func (m *maker) common(list []string) string {
	return list[int(m.rand.Float64()*m.rand.Float64()*float64(len(list)))]
}

func (m *maker) phone(areas []string) string {
	return "+1" + m.common(areas) + "55501" + fmt.Sprintf("%02d", m.rand.IntN(100))
}

// next is an extension that no other entry of the account has. Those that begin with 0 or 9 are left to the lines outside.
func (m *maker) next() string {
	for {
		m.extension++
		if e := strconv.Itoa(m.extension); e[0] != '9' {
			return e
		}
	}
}

func (m *maker) put(e directory.Entry) (id string, ok bool) {
	e.ID = m.id()
	return e.ID, m.yield(e.Row())
}

// account makes an account and what belongs to it, with the given number of entries.
func (m *maker) account(i, entries int) (ok bool) {
	m.digits = max(3, len(strconv.Itoa(entries*2)))
	m.extension = pow10(m.digits-1) - 1 + m.rand.IntN(20)
	m.town = m.one(towns)
	family := m.one(family)
	m.domain = strings.Map(letters, directory.Fold(family)) + strconv.Itoa(i+1) + ".example"
	name := m.one(trades) + " " + family + " " + m.town
	added := fmt.Sprintf("20%02d-%02d-%02d", 18+m.rand.IntN(8), 1+m.rand.IntN(12), 1+m.rand.IntN(28))
	m.of, ok = m.put(directory.Entry{Kind: directory.Account, Name: name, Phone: m.phone(areas), Added: added, Administrator: m.administrator()})
	if !ok || !m.places(min(sitesPerAccount, entries)) {
		return false
	}
	rest := entries - len(m.sites)
	for n := range rest {
		if !m.entry(n*1000/rest, n) {
			return false
		}
	}
	return true
}

// administrator is the name of an account's administrator. It is drawn beside the others, who stay who they were.
func (m *maker) administrator() string {
	beside := maker{rand: rand.New(rand.NewPCG(uint64(m.count), 11))}
	return beside.person()
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

func letters(r rune) rune {
	if r < 'a' || r > 'z' {
		return -1
	}
	return r
}

// places makes the sites, departments and locations of the account.
func (m *maker) places(sites int) bool {
	m.sites, m.parts, m.locations = nil, nil, nil
	list := func(to *[]string, n int, e func(i int) directory.Entry) bool {
		for i := range n {
			id, ok := m.put(e(i))
			*to = append(*to, id)
			if !ok {
				return false
			}
		}
		return true
	}
	return list(&m.sites, sites, func(int) directory.Entry {
		return directory.Entry{Kind: directory.Site, Account: m.of, Name: m.one(places) + " " + m.one(towns), Phone: m.phone(areas), Extension: m.next()}
	}) && list(&m.parts, departmentsPerAccount, func(i int) directory.Entry {
		return directory.Entry{Kind: directory.Department, Account: m.of, Name: numbered(works, i)}
	}) && list(&m.locations, locationsPerAccount, func(i int) directory.Entry {
		return directory.Entry{Kind: directory.Location, Account: m.of, Name: numbered(towns, i)}
	})
}

// numbered is the list's name, with a number when the list has come to its end.
func numbered(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return list[i%len(list)] + " " + strconv.Itoa(i/len(list)+1)
}

// entry makes one that is found; at is its place in the account, in thousandths.
func (m *maker) entry(at, n int) bool {
	e := directory.Entry{Account: m.of, Site: m.one(m.sites)}
	switch {
	case at < numbersShare:
		m.number(&e)
	case at < numbersShare+groupsShare:
		e.Kind, e.Name, e.Extension = directory.Group, m.one(works)+" "+m.one(towns), m.next()
		e.Email = strings.Map(letters, directory.Fold(m.one(works))) + "." + strconv.Itoa(n) + "@" + m.domain
		e.ExtensionType = groupTypes[m.rand.IntN(len(groupTypes))]
		if m.rand.IntN(3) == 0 {
			e.Custom = "Code " + string(rune('A'+m.rand.IntN(26))) + strconv.Itoa(m.rand.IntN(900)+100)
		}
	case at < numbersShare+groupsShare+ivrsShare:
		e.Kind, e.Name, e.Phone, e.Extension = directory.IVR, "Accueil "+m.one(works)+" "+m.one(towns), m.phone(areas), m.next()
	default:
		e.Kind, e.Name, e.Extension, e.Department = directory.User, m.person(), m.next(), m.one(m.parts)
		if m.rand.IntN(10) < 6 {
			e.Phone = m.phone(areas)
		}
	}
	_, ok := m.put(e)
	return ok
}

var groupTypes = []directory.ExtensionType{
	directory.CallQueue, directory.RingGroup, directory.MessageOnly, directory.Announce, directory.SharedLine, directory.Paging, directory.ParkingSpot,
}

func (m *maker) number(e *directory.Entry) {
	e.Kind, e.Location, e.NumberType = directory.Number, m.one(m.locations), directory.DirectNumber
	codes := areas
	switch m.rand.IntN(20) {
	case 0:
		e.NumberType = directory.MainNumber
	case 1:
		e.NumberType, codes = directory.TollFree, tollFree
	case 2, 3:
		e.NumberType = directory.FaxNumber
	}
	e.Phone = m.phone(codes)
	if m.rand.IntN(2) == 0 {
		e.Name, e.Extension = m.one(works)+" "+m.town, m.next()
	}
}

// person is a name; one in eight has two given names and one in six two family names, as in Québec.
func (m *maker) person() string {
	name := m.common(given)
	if m.rand.IntN(8) == 0 {
		name += "-" + m.one(given)
	}
	name += " " + m.common(family)
	if m.rand.IntN(6) == 0 {
		name += "-" + m.common(family)
	}
	return name
}
