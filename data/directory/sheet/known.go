package sheet

import (
	"math"
	"slices"
	"strings"

	"pupitre/data/directory"
)

// Known is what an import is held against: the entries that are there, by what tells them apart. It keeps some tens of bytes
// for each, with few pointers among them, so that a million hold neither the memory nor the collector up.
type Known struct {
	ids      identifiers
	kinds    []uint8           // places in kindsSeen
	keys     []extensionKey    // of their extensions, 0 for none
	of       []int32           // numbers of their accounts
	accounts map[string]string // ids by folded name
	numbers  map[string]int32  // of the accounts, from 1, to make keys short

	byExtension map[extensionKey]int32
	byPlainKey  map[string]int32 // those without an extension, and places
	extensions  extensions
	kindsSeen   []directory.Kind
	accountIDs  []string // by number
}

// NewKnown begins with nothing.
func NewKnown() *Known {
	return &Known{
		ids: newIdentifiers(), accounts: map[string]string{}, numbers: map[string]int32{}, accountIDs: []string{""},
		byExtension: map[extensionKey]int32{}, byPlainKey: map[string]int32{},
		kindsSeen: []directory.Kind{
			directory.Account, directory.Department, directory.Location, directory.Site, directory.User, directory.Number, directory.Group, directory.IVR,
		},
	}
}

// Len is the number of entries.
func (k *Known) Len() int { return k.ids.len() }

// Add takes an entry in that is there. Those that come in the order of their ids take the least memory.
func (k *Known) Add(e directory.Entry) {
	n, key := k.ids.add(e.ID), extensionKey(0)
	if e.Extension != "" && e.Kind != directory.Account {
		key = k.extensionKey(e.Account, e.Extension)
		hold(k.byExtension, key, n)
	}
	k.kinds, k.keys = append(k.kinds, k.kindPlace(e.Kind)), append(k.keys, key)
	k.of = append(k.of, k.number(e.Account))
	switch {
	case e.Kind == directory.Account:
		k.accounts[directory.Fold(e.Name)] = strings.Clone(e.ID)
	case e.Extension == "" || isPlace(e.Kind):
		hold(k.byPlainKey, k.plainKey(e), n)
	}
}

// hold gives a key to the first entry that has it.
func hold[K comparable](by map[K]int32, key K, n int32) {
	if _, taken := by[key]; !taken {
		by[key] = n
	}
}

// kind is that of an entry.
func (k *Known) kind(n int32) directory.Kind { return k.kindsSeen[k.kinds[n]] }

// kindPlace is the place of a kind. Those of newer versions share the last one when they are very many.
func (k *Known) kindPlace(kind directory.Kind) uint8 {
	at := slices.Index(k.kindsSeen, kind)
	switch {
	case at >= 0:
	case len(k.kindsSeen) > math.MaxUint8:
		at = math.MaxUint8
	default:
		at = len(k.kindsSeen)
		k.kindsSeen = append(k.kindsSeen, directory.Kind(strings.Clone(string(kind))))
	}
	return uint8(at)
}

// isPlace tells whether entries refer to a kind by its name.
func isPlace(k directory.Kind) bool {
	return k == directory.Site || k == directory.Department || k == directory.Location
}

// number is a short name of an account, 0 for none.
func (k *Known) number(id string) int32 {
	if id == "" {
		return 0
	}
	n, ok := k.numbers[id]
	if !ok {
		n = int32(len(k.accountIDs))
		id = strings.Clone(id)
		k.numbers[id], k.accountIDs = n, append(k.accountIDs, id)
	}
	return n
}

func (k *Known) account(id string) string {
	n := k.number(id)
	return string([]byte{byte(n), byte(n >> 8), byte(n >> 16)})
}

// extensionKey: an extension is one entry's in its account.
func (k *Known) extensionKey(account, extension string) extensionKey {
	return k.extensions.key(k.number(account), extension)
}

// plainKey tells entries without an extension apart: by number, else by name.
func (k *Known) plainKey(e directory.Entry) string {
	if e.Phone != "" && !isPlace(e.Kind) {
		return k.account(e.Account) + "p" + string(e.Kind) + e.Phone
	}
	return k.account(e.Account) + "n" + string(e.Kind) + " " + directory.Fold(e.Name)
}

// AccountCalled is the id of the account of a name, "" for none.
func (k *Known) AccountCalled(name string) string { return k.accounts[directory.Fold(name)] }

// place is the id of a site, department or location of an account, "" for none.
func (k *Known) place(kind directory.Kind, account, name string) string {
	n, ok := k.byPlainKey[k.plainKey(directory.Entry{Kind: kind, Account: account, Name: name})]
	if !ok {
		return ""
	}
	return k.ids.get(n)
}
