//go:build linux

package proc

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

const limit = 20 * time.Second

// parentVariable makes the test binary start a long program and wait to be killed.
const parentVariable = "PROC_TEST_PARENT"

func TestMain(m *testing.M) {
	if os.Getenv(parentVariable) == "" {
		os.Exit(m.Run())
	}
	p, err := Start(Spec{Path: "/bin/sleep", Args: []string{"1000"}})
	if err != nil {
		panic(err)
	}
	fmt.Println(p.PID())
	select {}
}

func shell(t *testing.T, script string, change func(*Spec)) *Process {
	t.Helper()
	spec := Spec{Path: "/bin/sh", Args: []string{"-c", script}}
	if change != nil {
		change(&spec)
	}
	p, err := Start(spec)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Kill() })
	return p
}

// gone tells whether a process has ended; in a container nobody may have asked for its exit code yet.
func gone(pid int) error {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if errors.Is(err, os.ErrNotExist) || strings.Contains(string(stat), ") Z ") {
		return nil
	}
	return fmt.Errorf("process %d is still there: %s, %v", pid, stat, err)
}

func TestWhatIsSaidAndTheExitCodeAreKept(t *testing.T) {
	p := shell(t, "cat; echo oops >&2; exit 7", func(s *Spec) { s.Input = "one\ntwo\n" })
	if line, err := p.Line(1, limit); err != nil || line != "two" {
		t.Errorf("line 1 is %q, %v", line, err)
	}
	code, err := p.Wait(limit)
	if err != nil || code != 7 || p.Stdout() != "one\ntwo\n" || p.Stderr() != "oops\n" {
		t.Errorf("got %d, %v, %s", code, err, p.Report())
	}
	if _, err := p.Line(5, limit); err == nil {
		t.Error("a line was promised that cannot come")
	}
}

func TestAProgramThatDoesNotEndIsSaid(t *testing.T) {
	p := shell(t, "echo here; sleep 1000", nil)
	if _, err := p.Wait(10 * time.Millisecond); err == nil {
		t.Error("it was waited for in vain, without an error")
	}
	if err := p.Kill(); err != nil {
		t.Fatal(err)
	}
	if code, err := p.Wait(limit); code != -1 || err != nil {
		t.Errorf("killed: %d, %v", code, err)
	}
}

func TestAProgramThatIsNotThere(t *testing.T) {
	if _, err := Start(Spec{Path: "/nonexistent"}); err == nil {
		t.Error("started")
	}
}

// The program, what it has started, and one that is stopped or deaf to SIGTERM.
func TestCloseLeavesNothing(t *testing.T) {
	for name, script := range map[string]string{
		"a child":  "sleep 1000 & echo $!; wait",
		"obedient": "echo $$; exec sleep 1000",
		"deaf":     "trap '' TERM; echo $$; while :; do sleep 0.05; done",
		"stopped":  "echo $$; kill -STOP $$",
	} {
		t.Run(name, func(t *testing.T) {
			p := shell(t, script, nil)
			line, err := p.Line(0, limit)
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Close(); err != nil {
				t.Fatal(err)
			}
			var pid int
			if _, err := fmt.Sscan(line, &pid); err != nil {
				t.Fatal(err)
			}
			if err := Until(limit, func() error { return gone(pid) }); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestHeldInputEndsWithClose(t *testing.T) {
	p := shell(t, "cat; echo ended", func(s *Spec) { s.HoldInput = true })
	if err := Still(50*time.Millisecond, func() error {
		if p.Ended() {
			return errors.New("it ended before its input")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := p.input.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Wait(limit); err != nil || p.Stdout() != "ended\n" {
		t.Errorf("got %v, %s", err, p.Report())
	}
}

// A parent that is killed cannot clean up: the kernel does.
func TestNothingOutlivesAKilledParent(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	parent, err := Start(Spec{Path: self, Env: append(os.Environ(), parentVariable+"=1")})
	if err != nil {
		t.Fatal(err)
	}
	line, err := parent.Line(0, limit)
	if err != nil {
		t.Fatal(err)
	}
	var child int
	if _, err := fmt.Sscan(line, &child); err != nil {
		t.Fatal(err)
	}
	if gone(child) == nil {
		t.Fatal("the child is not there to begin with")
	}
	if err := syscall.Kill(parent.PID(), syscall.SIGKILL); err != nil { // the parent alone, not its group
		t.Fatal(err)
	}
	if err := Until(limit, func() error { return gone(child) }); err != nil {
		t.Error(err)
	}
}

func TestUntil(t *testing.T) {
	tries := 0
	err := Until(limit, func() error {
		if tries++; tries < 3 {
			return errors.New("not yet")
		}
		return nil
	})
	if err != nil || tries != 3 {
		t.Errorf("%d tries, %v", tries, err)
	}
	if err := Until(time.Millisecond, func() error { return errors.New("never") }); err == nil || !strings.Contains(err.Error(), "never") {
		t.Errorf("the last error is lost: %v", err)
	}
	begun := time.Now()
	final := errors.New("broken")
	if err := Until(limit, func() error { return Final(final) }); !errors.Is(err, final) || time.Since(begun) > limit/2 {
		t.Errorf("a final error was waited on: %v", err)
	}
}

func TestStill(t *testing.T) {
	looks := 0
	err := Still(time.Second, func() error {
		if looks++; looks == 2 {
			return errors.New("moved")
		}
		return nil
	})
	if err == nil {
		t.Error("a movement was missed")
	}
}
