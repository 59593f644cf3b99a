package main

import (
	"bufio"
	"errors"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"sync/atomic"
	"time"

	"pupitre/cmd/internal/cli"
)

// A kiosk is two programs: this one, which has no window, starts the other one again when that ends otherwise than by its
// PIN or falls silent (decision 33 has the reasons).
const (
	superviseVariable = "PUPITRE_SUPERVISED" // set for the program that has the window
	beatMark          = "alive\n"            // what that one says, from the goroutine that draws
	beatEvery         = 5 * time.Second
	silentLimit       = time.Minute     // without a beat, the window hangs
	firstBeat         = 3 * time.Minute // a slow computer that starts
	restartLeast      = time.Second
	restartMost       = 30 * time.Second
	goodRun           = time.Minute // after which the next failure is a first one again
)

// supervised tells whether this is the program with the window.
func supervised() bool { return os.Getenv(superviseVariable) != "" }

// supervisor starts a program again and again.
type supervisor struct {
	start func() (child, error)
	sleep func(time.Duration)
	now   func() time.Time
	log   *slog.Logger
}

// child is a program that was started.
type child interface {
	// wait returns its exit code once it has ended; one that fell silent is ended first.
	wait() int
}

// run returns once a child has ended as it should.
func (s supervisor) run() int {
	pause := restartLeast
	for {
		began := s.now()
		c, err := s.start()
		if err != nil {
			s.log.Error("the kiosk was not started", "error", err)
		} else {
			code := c.wait()
			if code == cli.Done {
				return code
			}
			s.log.Error("the kiosk has ended", "code", code)
		}
		if s.now().Sub(began) >= goodRun {
			pause = restartLeast
		}
		s.sleep(pause)
		pause = min(2*pause, restartMost)
	}
}

// supervise runs this very program, with its window, until somebody has left the kiosk by its PIN.
func supervise(args []string, stderr io.Writer) int {
	log := slog.New(slog.NewTextHandler(stderr, nil))
	return supervisor{
		start: func() (child, error) { return startChild(args, stderr) }, sleep: time.Sleep, now: time.Now, log: log,
	}.run()
}

// process is a child that is a process of the system.
type process struct {
	cmd   *exec.Cmd
	said  io.Reader
	alive atomic.Bool
}

func startChild(args []string, stderr io.Writer) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := &process{cmd: exec.Command(self, args...)}
	c.cmd.Env = append(os.Environ(), superviseVariable+"=1")
	c.cmd.Stderr = stderr
	if c.said, err = c.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	return c, c.cmd.Start()
}

func (c *process) wait() int {
	done := make(chan struct{})
	go c.watch(done)
	lines := bufio.NewScanner(c.said)
	for lines.Scan() {
		c.alive.Store(true)
	}
	err := c.cmd.Wait()
	close(done)
	var exit *exec.ExitError
	switch {
	case err == nil:
		return cli.Done
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		return exit.ExitCode()
	}
	return cli.Unfit // ended by a signal
}

// watch ends a child that says nothing any more.
func (c *process) watch(done <-chan struct{}) {
	limit := firstBeat
	for {
		timer := time.NewTimer(limit)
		select {
		case <-done:
			timer.Stop()
			return
		case <-timer.C:
		}
		if !c.alive.Swap(false) {
			_ = c.cmd.Process.Kill() // it may have ended just now
			return
		}
		limit = silentLimit
	}
}
