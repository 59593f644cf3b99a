package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"testing"
	"time"

	"pupitre/cmd/internal/cli"
)

// life is a child that lives for a while and ends with a code.
type life struct {
	s     *stage
	long  time.Duration
	code  int
	blind bool // it gave no sign of life
}

func (r life) wait() (int, bool) {
	r.s.now = r.s.now.Add(r.long)
	return r.code, !r.blind
}

// stage is a supervisor's world: what its children do, and how long it has waited before each.
type stage struct {
	now      time.Time
	script   []any // life or error
	waits    []time.Duration
	software []bool // of each start
	over     bool   // the system asks for the end after the first child
	asleep   bool   // … or while the supervisor waits
}

func (s *stage) play() int {
	return supervisor{
		start: func(software bool) (child, error) {
			s.software = append(s.software, software)
			next := s.script[0]
			s.script = s.script[1:]
			if err, ok := next.(error); ok {
				return nil, err
			}
			return next.(life), nil
		},
		sleep: func(d time.Duration) { s.waits, s.over = append(s.waits, d), s.asleep },
		now:   func() time.Time { return s.now }, ended: func() bool { return s.over }, log: slog.New(slog.DiscardHandler),
	}.run()
}

func TestAKioskIsStartedAgainUntilItIsLeft(t *testing.T) {
	s := &stage{}
	crash := func(d time.Duration) life { return life{s: s, long: d, code: 2} }
	s.script = []any{
		crash(time.Second), errors.New("no memory"), crash(0), crash(0), crash(0), crash(0), crash(0), // longer and longer
		crash(time.Hour),                         // a good run: the next wait is short again
		life{s: s, long: time.Hour, code: again}, // another screen: no wait at all
		crash(time.Second),
		life{s: s, long: time.Hour, code: cli.Done},
	}
	if code := s.play(); code != cli.Done || len(s.script) != 0 {
		t.Errorf("ended with %d, %d left", code, len(s.script))
	}
	want := []time.Duration{1, 2, 4, 8, 16, 30, 30, 1, 1}
	for i := range want {
		want[i] *= time.Second
	}
	if !slices.Equal(s.waits, want) {
		t.Errorf("waited %v, want %v", s.waits, want)
	}
	if slices.Contains(s.software, true) {
		t.Error("graphics that work were passed over")
	}
}

func TestAWindowThatNeverDrawsIsStartedWithoutTheGraphicsDriver(t *testing.T) {
	s := &stage{}
	blind, lived := life{s: s, code: 2, blind: true}, life{s: s, code: 2}
	s.script = []any{blind, lived, blind, blind, blind, lived, life{s: s, code: cli.Done}}
	s.play()
	if want := []bool{false, false, false, false, true, true, false}; !slices.Equal(s.software, want) {
		t.Errorf("software graphics %v, want %v", s.software, want)
	}
}

func TestTheSystemMayEndAKiosk(t *testing.T) {
	s := &stage{over: true}
	s.script = []any{life{s: s, code: 2}}
	if code := s.play(); code != 2 || len(s.waits) != 0 {
		t.Errorf("ended with %d after %v", code, s.waits)
	}
}

// Between two windows there is nobody to pass the request on to: none is started any more.
func TestTheSystemMayEndAKioskBetweenTwoWindows(t *testing.T) {
	s := &stage{asleep: true}
	s.script = []any{life{s: s, code: 2}, life{s: s, code: cli.Done}}
	if code := s.play(); code != 2 || len(s.script) != 1 {
		t.Errorf("ended with %d, %d left", code, len(s.script))
	}
}

// roleVariable makes this test's own program play the part of a window.
const roleVariable = "PUPITRE_TEST_ROLE"

func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case "":
		os.Exit(m.Run())
	case "freezes": // it draws for a while, then hangs, deaf to every polite request
		signal.Ignore(syscall.SIGTERM, os.Interrupt)
		fmt.Print(beatMark)
		select {}
	case "dies":
		fmt.Print(beatMark)
		if me, err := os.FindProcess(os.Getpid()); err == nil {
			_ = me.Kill()
		}
	case "blind":
		if os.Getenv(softwareVariable) != "" && os.Getenv(superviseVariable) != "" {
			os.Exit(7)
		}
		os.Exit(2)
	case "ends":
		end := make(chan os.Signal, 1)
		signal.Notify(end, syscall.SIGTERM)
		fmt.Print(beatMark)
		<-end
		os.Exit(cli.Done)
	}
}

// windowOf starts this test's program in a role.
func windowOf(t *testing.T, c *crew, role string, software bool) child {
	t.Helper()
	t.Setenv(roleVariable, role)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c.path = self
	started, err := c.start(software)
	if err != nil {
		t.Fatal(err)
	}
	return started
}

func crewOf(p patience) *crew { return newCrew("", nil, io.Discard, p) }

// quick is a patience for programs that are ready at once.
var quick = patience{first: 20 * time.Second, silent: 20 * time.Second}

func TestAWindowThatHangsIsEnded(t *testing.T) {
	code, lived := windowOf(t, crewOf(patience{first: 2 * time.Second, silent: 20 * time.Millisecond}), "freezes", false).wait()
	if code != cli.Unfit || !lived {
		t.Errorf("ended with %d, lived %v; want it killed", code, lived)
	}
}

func TestHowAWindowHasEndedIsKnown(t *testing.T) {
	for _, c := range []struct {
		role     string
		software bool
		code     int
		lived    bool
	}{
		{"dies", false, cli.Unfit, true},
		{"blind", false, 2, false},
		{"blind", true, 7, false},
	} {
		code, lived := windowOf(t, crewOf(quick), c.role, c.software).wait()
		if code != c.code || lived != c.lived {
			t.Errorf("%s: ended with %d, lived %v; want %d, %v", c.role, code, lived, c.code, c.lived)
		}
	}
}

func TestWhatTheSystemAsksReachesTheWindow(t *testing.T) {
	c := crewOf(quick)
	window := windowOf(t, c, "ends", false).(*process)
	asked := make(chan os.Signal, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.passOn(asked)
	}()
	ended := make(chan int)
	go func() {
		code, _ := window.wait()
		ended <- code
	}()
	for !window.alive.Load() {
		time.Sleep(time.Millisecond)
	}
	asked <- syscall.SIGTERM
	if code := <-ended; code != cli.Done || !c.isOver() {
		t.Errorf("ended with %d, over %v", code, c.isOver())
	}
	c.sleep(time.Hour) // nobody waits any more
	close(asked)
	<-done
}

// A window that is being started while the system asks is told as well.
func TestWhatTheSystemAsksReachesAWindowThatStarts(t *testing.T) {
	c := crewOf(patience{first: time.Hour, silent: time.Hour})
	asked := make(chan os.Signal, 1)
	asked <- syscall.SIGTERM
	close(asked)
	c.passOn(asked)
	late := windowOf(t, c, "ends", false).(*process)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		late.wait() // it ends by itself, or by the signal when it does not listen yet
	}()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Error("it was not told")
		_ = late.cmd.Process.Kill()
		<-ended
	}
}
