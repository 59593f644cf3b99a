package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"pupitre/cmd/internal/cli"
	"pupitre/data/demo"
	"pupitre/i18n"
)

// terminal is a pseudo-terminal: what somebody types on one side, the program reads on the other.
type terminal struct {
	keyboard, program *os.File

	mu    sync.Mutex
	shown bytes.Buffer // what the terminal shows: an echo, and what the program writes
}

func openTerminal(t *testing.T) *terminal {
	t.Helper()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	keyboard, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	check(err)
	check(unix.IoctlSetPointerInt(int(keyboard.Fd()), unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(int(keyboard.Fd()), unix.TIOCGPTN)
	check(err)
	program, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	check(err)
	tty := &terminal{keyboard: keyboard, program: program}
	t.Cleanup(func() {
		_ = program.Close()  // the test has said what it had to
		_ = keyboard.Close() // idem
	})
	go tty.watch()
	return tty
}

// watch keeps what the terminal shows, until it is closed.
func (y *terminal) watch() {
	chunk := make([]byte, 256)
	for {
		n, err := y.keyboard.Read(chunk)
		y.mu.Lock()
		y.shown.Write(chunk[:n])
		y.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (y *terminal) text() string {
	y.mu.Lock()
	defer y.mu.Unlock()
	return y.shown.String()
}

// silent tells whether the program has turned the echo off.
func (y *terminal) silent(t *testing.T) bool {
	t.Helper()
	mode, err := unix.IoctlGetTermios(int(y.program.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return mode.Lflag&unix.ECHO == 0
}

// asks waits until the terminal has asked and shows nothing.
func (y *terminal) asks(t *testing.T, asked string) {
	t.Helper()
	for limit := time.Now().Add(20 * time.Second); !strings.Contains(y.text(), asked) || !y.silent(t); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatalf("%q is not asked in silence: %q", asked, y.text())
		}
	}
}

// answer types a line once the terminal has asked and shows nothing.
func (y *terminal) answer(t *testing.T, asked, line string) {
	t.Helper()
	y.asks(t, asked)
	if _, err := y.keyboard.WriteString(line + "\n"); err != nil {
		t.Fatal(err)
	}
}

// Ctrl+C ends the question, and the terminal shows again what is typed.
func TestAQuestionEndsWithAnInterrupt(t *testing.T) {
	s := newShell(t)
	delete(s.env, passwordVariable)
	tty := openTerminal(t)
	ctx, interrupt := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"--data", s.data, "sign-in", s.url, demo.Email}, std{
			in: tty.program, out: tty.program, err: tty.program, env: func(k string) string { return s.env[k] },
		})
	}()
	tty.asks(t, i18n.For(i18n.French).T("ctl.ask_password"))
	interrupt()
	select {
	case code := <-ended:
		if code == cli.Done || tty.silent(t) {
			t.Errorf("exit code %d, silent %v: %q", code, tty.silent(t), tty.text())
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("it does not end: %q", tty.text())
	}
	if _, err := tty.keyboard.WriteString("\n"); err != nil { // who still reads comes to the end of the line
		t.Fatal(err)
	}
}

// Somebody at a terminal is asked for the password and the code, neither is shown, and a wrong code may be typed again.
func TestATerminalIsAskedAndShowsNothing(t *testing.T) {
	s := newShell(t)
	f := s.turnFactorOn()
	s.want(cli.Done, "sign-out")
	delete(s.env, passwordVariable)
	tty, p := openTerminal(t), i18n.For(i18n.French)
	ended := make(chan int, 1)
	go func() {
		ended <- run(t.Context(), []string{"--data", s.data, "sign-in", s.url, demo.Email}, std{
			in: tty.program, out: tty.program, err: tty.program, env: func(k string) string { return s.env[k] },
		})
	}()
	tty.answer(t, p.T("ctl.ask_password"), demo.Password)
	tty.answer(t, p.T("ctl.ask_code"), "000000")
	tty.answer(t, p.T("totp.wrong_code"), f.recovery[0])
	select {
	case code := <-ended:
		if code != cli.Done {
			t.Errorf("exit code %d: %q", code, tty.text())
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("it does not end: %q", tty.text())
	}
	for _, secret := range []string{demo.Password, "000000", f.recovery[0]} {
		if strings.Contains(tty.text(), secret) {
			t.Errorf("the terminal shows %q", secret)
		}
	}
}
