package server

import (
	"net/url"
	"strconv"
)

// numbers reads the numbers of a query, and remembers whether one was none.
type numbers struct {
	values url.Values
	bad    bool
}

// get is the number under a name, from 0 to most; standard when there is none.
func (n *numbers) get(name string, standard, most int64) int64 {
	text := n.values.Get(name)
	if text == "" {
		return standard
	}
	v, err := strconv.ParseInt(text, 10, 64)
	if err != nil || v < 0 || v > most {
		n.bad = true
		return standard
	}
	return v
}
