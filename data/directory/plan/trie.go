package plan

// trie holds the numbers that are taken, digit by digit.
type trie struct{ nodes []branch }

// branch is what follows some digits. 0 is no branch: nothing leads back to the root.
type branch struct {
	next  [10]int32
	taken bool
}

func newTrie(reserved []string) *trie {
	t := &trie{nodes: make([]branch, 1)}
	for _, code := range reserved {
		t.take(code)
	}
	return t
}

func (t *trie) take(number string) {
	at := int32(0)
	for i := range len(number) {
		d := number[i] - '0'
		if t.nodes[at].next[d] == 0 {
			t.nodes = append(t.nodes, branch{})
			t.nodes[at].next[d] = int32(len(t.nodes) - 1)
		}
		at = t.nodes[at].next[d]
	}
	t.nodes[at].taken = true
}

// release frees a number that was taken. Its branches stay, as those of others may hang on them.
func (t *trie) release(number string) {
	at := int32(0)
	path := make([]int32, 0, len(number))
	for i := range len(number) {
		path = append(path, at)
		at = t.nodes[at].next[number[i]-'0']
	}
	t.nodes[at].taken = false
	for i := len(number) - 1; i >= 0 && t.nodes[at] == (branch{}); i-- {
		at = path[i]
		t.nodes[at].next[number[i]-'0'] = 0
	}
}

// clash tells at which digit a number meets one that is taken: 0 for nowhere, so that it is free; the length of a beginning
// that is taken; or, when it is the beginning of one that is taken, one more than its own length.
func (t *trie) clash(number string) int {
	at := int32(0)
	for i := range len(number) {
		if at = t.nodes[at].next[number[i]-'0']; at == 0 {
			return 0
		}
		if t.nodes[at].taken {
			return i + 1
		}
	}
	return len(number) + 1
}

// free counts the numbers of some digits that are free.
func (t *trie) free(digits int) int { return t.freeBelow(0, digits) }

func (t *trie) freeBelow(at int32, digits int) (n int) {
	switch {
	case t.nodes[at].taken:
		return 0
	case digits == 0:
		return 0 // the beginning of one that is taken
	}
	for _, next := range t.nodes[at].next {
		if next == 0 {
			n += power(digits - 1)
			continue
		}
		n += t.freeBelow(next, digits-1)
	}
	return n
}

func power(digits int) int {
	p := 1
	for range digits {
		p *= 10
	}
	return p
}
