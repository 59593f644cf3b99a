package sheet

import (
	"strconv"

	"pupitre/data/directory"
)

// A file is read twice. The first time each record says which entry it means and which extension it wants: its claim. Once all
// are known they are settled together, so that two people may exchange their extensions, or somebody take the one that a later
// line sets free. The second time each record is carried out, or refused.

// makes is the entry of a claim that means none that is there.
const makes int32 = -1

// claim is what a record wants of the directory: 32 bytes without a pointer, as there may be two million.
type claim struct {
	wanted extensionKey // the extension that it wants and its entry does not have, 0 for none
	phone  phoneKey     // as its record has it
	line   int32        // where the record begins
	other  int32        // line that is in its way, 0 for none
	entry  int32        // that it means, or makes
	leaves bool         // its entry gives the extension that it has away
	loose  bool         // the entry was found by its extension: a line that names it by its id comes first
	fate   fate
}

// phoneKey is a number as E.164 without the "+", which never begins with a zero; 0 for none.
type phoneKey uint64

// phoneKeyOf is 0 for what is no number of that form: it is read a second time then.
func phoneKeyOf(e164 string) phoneKey {
	const most = 19 // digits that a phoneKey takes
	if len(e164) < 2 || len(e164) > 1+most || e164[0] != '+' || e164[1] == '0' {
		return 0
	}
	n, err := strconv.ParseUint(e164[1:], 10, 64)
	if err != nil {
		return 0
	}
	return phoneKey(n)
}

// String is the number as E.164, "" for none.
func (k phoneKey) String() string {
	if k == 0 {
		return ""
	}
	return "+" + strconv.FormatUint(uint64(k), 10)
}

// fate is what becomes of a claim.
type fate uint8

const (
	open   fate = iota // nothing speaks against it so far
	walked             // it is being looked at
	stands
	dead  // its record is damaged: the entry stays as it is
	twice // another line means the same entry
	taken // its extension is another's
)

// refused tells whether a claim changes nothing.
func (f fate) refused() bool { return f >= dead }

// Survey takes note of what a record means. Every record of a file is surveyed, in order, before Settle.
func (im *Importer) Survey(rec Record) {
	if im.claims == nil {
		im.claims = make([]claim, 0, min(max(im.Lines, 0), MaxLines))
	}
	r, ok := im.reading(rec, "")
	if !ok {
		return
	}
	line := int32(rec.Line) // a file has at most MaxLines
	c := claim{line: line, entry: r.entry, phone: phoneKeyOf(r.out.Entry.Phone)}
	if len(r.out.Reasons) > 0 {
		if c.fate = dead; c.entry != makes {
			im.claims = append(im.claims, c)
		}
		return
	}
	if c.entry == makes {
		c.entry, c.loose = r.find()
	}
	r.wish(&c)
	if c.entry == makes && c.wanted == 0 {
		c.other = im.first(r.out.Entry, line)
		if c.other != 0 {
			c.fate = twice
		}
	}
	im.claims = append(im.claims, c)
}

// first is the line that makes the same entry without an extension, 0 for none.
func (im *Importer) first(e directory.Entry, line int32) int32 {
	key := im.Known.plainKey(e)
	if e.Kind == directory.Account {
		key = string(e.Kind) + " " + directory.Fold(e.Name)
	}
	if other, ok := im.fresh[key]; ok {
		return other
	}
	if im.fresh == nil {
		im.fresh = map[string]int32{}
	}
	im.fresh[key] = line
	return 0
}

// find is the entry that a record without an id means; loose tells that it was found by its extension.
func (r *row) find() (n int32, loose bool) {
	e, known := &r.out.Entry, r.Known
	found := false
	if e.Extension != "" && e.Kind != directory.Account {
		if n, found = known.byExtension[known.extensionKey(e.Account, e.Extension)]; found && known.kind(n) == e.Kind {
			return n, true
		}
	}
	switch {
	case e.Kind == directory.Account:
		n, found = known.ids.find(known.AccountCalled(e.Name))
	case e.Extension == "" || isPlace(e.Kind):
		n, found = known.byPlainKey[known.plainKey(*e)]
	default:
		found = false
	}
	if !found {
		return makes, false
	}
	return n, false
}

// wish says which extension the record's entry will have: of its account, as the file has them.
func (r *row) wish(c *claim) {
	e, known := &r.out.Entry, r.Known
	has := extensionKey(0)
	if c.entry != makes {
		has = known.keys[c.entry]
	}
	extension := e.Extension
	if _, told := r.cells[Extension]; !told && has != 0 {
		extension = known.extensions.extension(has)
	}
	wants := extensionKey(0)
	if extension != "" {
		wants = known.extensionKey(e.Account, extension)
	}
	if wants != has {
		c.wanted, c.leaves = wants, has != 0
	}
}

// Settle decides about all claims at once.
func (im *Importer) Settle() {
	im.of, im.stays = make([]int32, im.Known.Len()), make([]bool, im.Known.Len())
	im.oneLineAnEntry(false)
	im.oneLineAnEntry(true)
	im.oneLineAnExtension()
	for i := range im.claims {
		im.follow(int32(i))
	}
	im.fresh = nil
}

// oneLineAnEntry gives each entry the first line that means it; those that were found by their extension come after the others.
func (im *Importer) oneLineAnEntry(loose bool) {
	for i := range im.claims {
		c := &im.claims[i]
		if c.entry == makes || c.loose != loose {
			continue
		}
		n := c.entry
		im.stays[n] = true
		if c.fate == dead {
			continue
		}
		if im.of[n] == 0 {
			im.of[n] = int32(i) + 1
			continue
		}
		first := im.claims[im.of[n]-1]
		if loose && first.leaves { // the entry moves on: this line is about whoever has the extension next
			c.entry, c.wanted, c.leaves = makes, im.Known.keys[n], false
			continue
		}
		c.fate, c.other = twice, first.line
	}
}

// oneLineAnExtension refuses those that want what an earlier line wants.
func (im *Importer) oneLineAnExtension() {
	wants := map[extensionKey]int32{}
	for i := range im.claims {
		c := &im.claims[i]
		if c.fate.refused() || c.wanted == 0 {
			continue
		}
		if line, ok := wants[c.wanted]; ok {
			c.fate, c.other = taken, line
			continue
		}
		wants[c.wanted] = c.line
	}
}

// follow decides about a claim, and about those that it depends on: each wants what at most one entry holds, which may want to
// leave it. A chain stands when its end does; a circle stands.
func (im *Importer) follow(i int32) {
	var chain []int32
	end := stands
	for {
		c := &im.claims[i]
		if c.fate != open {
			if c.fate.refused() {
				end = taken
			}
			break
		}
		c.fate = walked
		chain = append(chain, i)
		holder, held := im.Known.byExtension[c.wanted]
		if c.wanted == 0 || !held || im.goes(holder) {
			break
		}
		next := im.of[holder]
		if next == 0 || !im.claims[next-1].leaves {
			end = taken
			break
		}
		i = next - 1
	}
	for _, i := range chain {
		im.claims[i].fate = end
	}
}

// goes tells whether an entry goes, as the file replaces the directory and does not have it. Accounts stay, and so do those
// that give their names to others.
func (im *Importer) goes(n int32) bool {
	k := im.Known.kind(n)
	return im.Replace && !im.stays[n] && k != directory.Account && !isPlace(k)
}

// Gone counts the entries that go.
func (im *Importer) Gone() (n int) {
	for i := range im.stays {
		if im.goes(int32(i)) {
			n++
		}
	}
	return n
}

// settled is the claim of a record, of which none has a later line than the one before.
func (im *Importer) settled(line int64) (c claim, ok bool) {
	for im.next < len(im.claims) && int64(im.claims[im.next].line) < line {
		im.next++
	}
	if im.next == len(im.claims) || int64(im.claims[im.next].line) != line {
		return c, false
	}
	return im.claims[im.next], true
}
