package mail

import "errors"

var (
	errAddress = errors.New("not one plain address")
	errKind    = errors.New("a letter of an unknown kind")
)
