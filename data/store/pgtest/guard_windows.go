package pgtest

import (
	"errors"
	"syscall"
)

// errWindows is why tests that need PostgreSQL fail on Windows: nothing there ends a server with the tests that started it.
var errWindows = errors.New("tests with PostgreSQL run on Linux, macOS and the BSDs; on Windows, use WSL")

// guard is never made here.
type guard struct{}

func (i *Instance) guarded() (*guard, error) { return nil, errWindows }

func (*guard) ended() bool       { return true }
func (*guard) kill(string) error { return errWindows }

// account is the tests' own user.
type account struct{}

func ordinaryUser() account { return account{} }

func (account) attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{} }

func (account) own(string) error { return nil }

func binaries() (string, error) { return "", errWindows }
