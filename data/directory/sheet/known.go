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
	seen     []int64 // line of the file that means the entry, 0 for none
	byID     map[string]int32
	byKey    map[string]int32
	accounts map[string]string // ids by folded name
	numbers  map[string]int    // of the accounts, to make keys short
}

// NewKnown begins with nothing.
func NewKnown() *Known {
	return &Known{byID: map[string]int32{}, byKey: map[string]int32{}, accounts: map[string]string{}, numbers: map[string]int{}}
}

// Add takes an entry in that is there. line is that of the file that makes it, 0 for one of before.
func (k *Known) Add(e directory.Entry, line int64) {
	n := int32(len(k.ids))
	id := strings.Clone(e.ID)
	k.ids, k.kinds, k.seen = append(k.ids, id), append(k.kinds, kindOf(e.Kind)), append(k.seen, line)
	k.byID[id] = n
	if e.Kind == directory.Account {
		k.accounts[directory.Fold(e.Name)] = id
		return
	}
	if e.Extension != "" {
		k.hold(k.extensionKey(e.Account, e.Extension), n)
	}
	if e.Extension == "" || isPlace(e.Kind) {
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

func (k *Known) account(id string) string {
	n, ok := k.numbers[id]
	if !ok {
		n = len(k.numbers) + 1
		k.numbers[strings.Clone(id)] = n
	}
	return string([]byte{byte(n), byte(n >> 8), byte(n >> 16)})
}

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

// Gone counts the entries that no line means, but for those that give their names to others, which stay.
func (k *Known) Gone() (n int) {
	for i, line := range k.seen {
		if line == 0 && k.kinds[i] != directory.Account && !isPlace(k.kinds[i]) {
			n++
		}
	}
	return n
}
