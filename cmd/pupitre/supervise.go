package main

import (
	"bufio"
	"errors"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"pupitre/cmd/internal/cli"
)

// A kiosk is two programs: this one, which has no window, starts the other one again when that ends otherwise than by its
// PIN or falls silent (decision 33 has the reasons).
const (
	superviseVariable = "PUPITRE_SUPERVISED" // set for the program that has the window
	beatMark          = "alive\n"            // what that one says, from the goroutine that draws
	again             = 3                    // its exit code when it wants to be started again at once
	beatEvery         = 5 * time.Second
	restartLeast      = time.Second
	restartMost       = 30 * time.Second
	goodRun           = time.Minute // after which the next failure is a first one again
	blindStarts       = 2           // ends without a sign of life before the graphics driver is passed over
)

// patience is how long a window may say nothing before it is taken for one that hangs.
type patience struct {
	first  time.Duration // from its start: a slow computer that starts
	silent time.Duration // between two signs of life
}

var kioskPatience = patience{first: 3 * time.Minute, silent: time.Minute}

// supervised tells whether this is the program with the window.
func supervised() bool { return os.Getenv(superviseVariable) != "" }

// supervisor starts a program again and again.
type supervisor struct {
	start func(software bool) (child, error) // software passes over the graphics driver
	sleep func(time.Duration)                // returns early when the system asks for the end
	now   func() time.Time
	ended func() bool // the system has asked for the end
	log   *slog.Logger
}

// child is a program that was started.
type child interface {
	// wait returns its exit code once it has ended, and whether it gave a sign of life; one that fell silent is ended first.
	wait() (code int, lived bool)
}

// run returns once a child has ended as it should, or the system has asked for the end.
func (s supervisor) run() int {
	pause, blind := restartLeast, 0
	for {
		began := s.now()
		code, lived := s.once(blind >= blindStarts)
		if code == cli.Done || s.ended() {
			return code
		}
		if lived {
			blind = 0
		} else {
			blind++
		}
		if code == again { // it was well, and says so
			pause, blind = restartLeast, 0
			continue
		}
		if s.now().Sub(began) >= goodRun {
			pause = restartLeast
		}
		if s.sleep(pause); s.ended() { // between two windows: none is there to be told
			return code
		}
		pause = min(2*pause, restartMost)
	}
}

// once is the life of one child.
func (s supervisor) once(software bool) (code int, lived bool) {
	c, err := s.start(software)
	if err != nil {
		s.log.Error("the kiosk was not started", "error", err)
		return cli.Unfit, true // nothing that graphics could have to do with
	}
	code, lived = c.wait()
	if code != cli.Done {
		s.log.Error("the kiosk has ended", "code", code, "software", software)
	}
	return code, lived
}

// supervise runs this very program, with its window, until somebody has left the kiosk by its PIN.
func supervise(args []string, stderr io.Writer) int {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0] // as it was called
	}
	crew := newCrew(self, args, stderr, kioskPatience)
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	go crew.passOn(asked)
	log := slog.New(slog.NewTextHandler(stderr, nil))
	code := supervisor{start: crew.start, sleep: crew.sleep, now: time.Now, ended: crew.isOver, log: log}.run()
	signal.Stop(asked)
	if code != cli.Done || crew.isOver() {
		return code
	}
	next, err := afterKiosk(os.Getenv(afterVariable))
	if err == nil && next != nil {
		err = next.start()
	}
	if err != nil {
		log.Error("the desktop was not started", "error", err)
		return cli.Unfit
	}
	return code
}

// crew starts the processes of a supervisor.
type crew struct {
	path     string
	args     []string
	stderr   io.Writer
	patience patience

	mu   sync.Mutex
	now  *process
	sig  os.Signal     // that the system has asked for the end with, nil before
	over chan struct{} // closed then
}

func newCrew(path string, args []string, stderr io.Writer, p patience) *crew {
	return &crew{path: path, args: args, stderr: stderr, patience: p, over: make(chan struct{})}
}

// passOn gives what the system asks of the supervisor to the program with the window, also to one that is being started.
func (c *crew) passOn(asked <-chan os.Signal) {
	for sig := range asked {
		c.mu.Lock()
		if c.sig == nil {
			close(c.over)
		}
		c.sig = sig
		c.tell()
		c.mu.Unlock()
	}
}

// tell tells the window what the system has asked for. mu is held.
func (c *crew) tell() {
	if c.now != nil && c.sig != nil {
		_ = c.now.cmd.Process.Signal(c.sig) // it may have ended just now
	}
}

// isOver tells whether the system has asked for the end.
func (c *crew) isOver() bool {
	select {
	case <-c.over:
		return true
	default:
		return false
	}
}

// sleep waits, until the system asks for the end at most.
func (c *crew) sleep(d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-c.over:
	}
}

func (c *crew) start(software bool) (child, error) {
	p := &process{cmd: exec.Command(c.path, c.args...), patience: c.patience}
	p.cmd.Env = append(os.Environ(), superviseVariable+"=1")
	if software {
		p.cmd.Env = append(p.cmd.Env, softwareVariable+"=true")
	}
	p.cmd.Stderr = c.stderr
	var err error
	if p.said, err = p.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = p
	c.tell()
	return p, nil
}

// process is a child that is a process of the system.
type process struct {
	cmd      *exec.Cmd
	patience patience
	said     io.Reader
	alive    atomic.Bool // since it was looked at last
}

func (p *process) wait() (code int, lived bool) {
	done := make(chan struct{})
	go p.watch(done)
	lines := bufio.NewScanner(p.said)
	for lines.Scan() {
		p.alive.Store(true)
		lived = true
	}
	err := p.cmd.Wait()
	close(done)
	var exit *exec.ExitError
	switch {
	case err == nil:
		return cli.Done, lived
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		return exit.ExitCode(), lived
	}
	return cli.Unfit, lived // ended by a signal
}

// watch ends a child that says nothing any more.
func (p *process) watch(done <-chan struct{}) {
	limit := p.patience.first
	for {
		timer := time.NewTimer(limit)
		select {
		case <-done:
			timer.Stop()
			return
		case <-timer.C:
		}
		if !p.alive.Swap(false) {
			_ = p.cmd.Process.Kill() // it may have ended just now
			return
		}
		limit = p.patience.silent
	}
}
