package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"pupitre/data/desk"
	"pupitre/data/fault"
)

// The environment gives what scripts cannot type.
const (
	passwordVariable = "PUPITRE_PASSWORD"
	codeVariable     = "PUPITRE_CODE"
)

const (
	maxLine  = 4096 // bytes of a line of the input
	maxTries = 3    // at a code, on a terminal
)

// password is given by the environment or the input, never on the command line, which other programs can read.
func (a *app) password() (string, error) {
	if p := a.env(passwordVariable); p != "" {
		return p, nil
	}
	line, err := a.secret(a.p.T("ctl.ask_password"))
	if err == nil && line == "" {
		err = fault.New(fault.Invalid, "ctl.password", "ctl.no_password")
	}
	return line, err
}

// askCode is the code of the second factor, of the authenticator program or a recovery code: the next line of the input.
func (a *app) askCode() (string, error) {
	line, err := a.secret(a.p.T("ctl.ask_code"))
	if line = strings.TrimSpace(line); err == nil && line == "" {
		return noCode()
	}
	return line, err
}

// noCode is for who cannot be asked.
func noCode() (string, error) {
	return "", fault.New(fault.SignedOut, "ctl.noCode", "ctl.no_code")
}

// secret is the next line of the input. A terminal is asked by a sentence, and does not show what is typed.
func (a *app) secret(ask string) (string, error) {
	if fd, ok := a.terminal(); ok {
		_, _ = fmt.Fprint(a.err, ask+" ")
		typed, err := a.typed(fd)
		_, _ = fmt.Fprintln(a.err)
		return string(typed), ended(err)
	}
	if a.lines == nil {
		a.lines = bufio.NewReaderSize(io.LimitReader(a.in, 2*maxLine), maxLine)
	}
	line, err := a.lines.ReadString('\n')
	return strings.TrimRight(line, "\r\n"), ended(err)
}

// typed is a line that a terminal does not show. The library waits for its end whatever the system asks meanwhile: an
// interrupt gives the terminal back as it was.
func (a *app) typed(fd int) ([]byte, error) {
	before, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	type line struct {
		text []byte
		err  error
	}
	read := make(chan line, 1)
	go func() { // it ends with the line, or with the program
		text, err := term.ReadPassword(fd)
		read <- line{text, err}
	}()
	select {
	case l := <-read:
		return l.text, l.err
	case <-a.ctx.Done():
		return nil, errors.Join(a.ctx.Err(), term.Restore(fd, before))
	}
}

// ended takes the end of the input for an empty line.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return fault.Wrap("ctl.secret", err)
}

// terminal is that of the input; ok is false where nobody is there to be asked.
func (a *app) terminal() (fd int, ok bool) {
	file, ok := a.in.(*os.File)
	if !ok {
		return 0, false
	}
	fd = int(file.Fd())
	return fd, term.IsTerminal(fd)
}

// attempt is a sign-in. ask gives a code where the server wants one and none is given, or refuses to.
type attempt struct {
	server, email, password, code string
	ask                           func() (string, error)
}

// signIn opens a session, with the code of a second factor where one is on. Somebody at a terminal may type it again.
func (a *app) signIn(door *desk.Door, in attempt) (*desk.Session, error) {
	s, err := door.SignInWithCode(a.ctx, in.server, in.email, in.password, in.code)
	_, asks := a.terminal()
	for tries := 0; err != nil && tries < maxTries; tries++ {
		switch key, _ := fault.KeyOf(err); {
		case key == "totp.enrol_needed": // the secret, its picture and the recovery codes want a window
			return nil, fault.New(fault.SignedOut, "ctl.signIn", "ctl.enrol_needed")
		case key == "totp.wrong_code" && asks:
			_, _ = fmt.Fprintln(a.err, a.p.Err(err))
		case key != "totp.code_needed":
			return nil, err
		}
		code, refused := in.ask()
		if refused != nil {
			return nil, refused
		}
		s, err = door.SignInWithCode(a.ctx, in.server, in.email, in.password, code)
	}
	return s, err
}
