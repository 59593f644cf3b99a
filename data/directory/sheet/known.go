package sheet

import (
	"strings"

	"pupitre/data/directory"
)

// Known is what an import is held against: the entries that are there, by what tells them apart. It keeps some tens of bytes
// for each.
type Known struct {
	ids      []string
	kinds    []directory.Kind
	keys     []string // of their extensions, "" for none
	of       []int32  // numbers of their accounts
	byID     map[string]int32
	byKey    map[string]int32
	accounts map[string]string // ids by folded name
	numbers  map[string]int32  // of the accounts, from 1, to make keys short

	accountIDs []string // by number
}

// NewKnown begins with nothing.
func NewKnown() *Known {
	return &Known{byID: map[string]int32{}, byKey: map[string]int32{}, accounts: map[string]string{}, numbers: map[string]int32{}, accountIDs: []string{""}}
}

// Len is the number of entries.
func (k *Known) Len() int { return len(k.ids) }

// Add takes an entry in that is there.
func (k *Known) Add(e directory.Entry) {
	n := int32(len(k.ids))
	id, key := strings.Clone(e.ID), ""
	if e.Extension != "" && e.Kind != directory.Account {
		key = k.extensionKey(e.Account, e.Extension)
		k.hold(key, n)
	}
	k.ids, k.kinds, k.keys = append(k.ids, id), append(k.kinds, kindOf(e.Kind)), append(k.keys, key)
	k.of = append(k.of, k.number(e.Account))
	k.byID[id] = n
	switch {
	case e.Kind == directory.Account:
		k.accounts[directory.Fold(e.Name)] = id
	case e.Extension == "" || isPlace(e.Kind):
		k.hold(k.plainKey(e), n)
	}
}

// hold gives a key to the first entry that has it.
func (k *Known) hold(key string, n int32) {
	if _, taken := k.byKey[key]; !taken {
		k.byKey[key] = n
	}
}

// kindOf is a kind that is held once.
func kindOf(k directory.Kind) directory.Kind {
	for _, known := range kindWords {
		if known == k {
			return known
		}
	}
	return directory.Kind(strings.Clone(string(k)))
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

// accountBytes is the length of an account's name in keys.
const accountBytes = 3

func (k *Known) account(id string) string {
	n := k.number(id)
	return string([]byte{byte(n), byte(n >> 8), byte(n >> 16)})
}

// extensionOf is the extension of a key of extensionKey.
func extensionOf(key string) string { return key[accountBytes+1:] }

// extensionKey: an extension is one entry's in its account.
func (k *Known) extensionKey(account, extension string) string {
	return k.account(account) + "x" + extension
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
	n, ok := k.byKey[k.plainKey(directory.Entry{Kind: kind, Account: account, Name: name})]
	if !ok {
		return ""
	}
	return k.ids[n]
}
