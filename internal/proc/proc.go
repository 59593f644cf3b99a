//go:build linux

// Package proc runs the real programs for end-to-end tests and measurements: it keeps what they say, waits with a limit,
// and lets none of them outlive the one that started them, not even after a crash or go test's own time limit.
package proc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Spec says what to run.
type Spec struct {
	Path string
	Args []string
	Env  []string // all of it; nothing is inherited
	Dir  string
	// UID runs the program as another user when it is not zero.
	UID uint32
	// Files become descriptors 3 and up.
	Files []*os.File
	// Input is the standard input.
	Input string
	// HoldInput keeps a pipe open as standard input until Close, for programs that end with their input. It
	// takes the place of Input.
	HoldInput bool
}

// Process is a running or ended program.
type Process struct {
	Name   string
	cmd    *exec.Cmd
	out    transcript
	err    transcript
	input  io.Closer
	ended  chan struct{}
	result error
}

// spawner starts every process from one thread that lives as long as we do: the kernel kills a child when the *thread*
// that started it ends (prctl(2), PR_SET_PDEATHSIG), and Go ends threads as it likes.
var spawner = sync.OnceValue(func() chan func() {
	jobs := make(chan func())
	go func() {
		runtime.LockOSThread()
		for job := range jobs {
			job()
		}
	}()
	return jobs
})

// Start runs a program in a process group of its own.
func Start(spec Spec) (*Process, error) {
	cmd := exec.Command(spec.Path, spec.Args...)
	cmd.Env, cmd.Dir, cmd.ExtraFiles = spec.Env, spec.Dir, spec.Files
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if spec.UID != 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: spec.UID, Gid: spec.UID}
	}
	p := &Process{Name: filepath.Base(spec.Path), cmd: cmd, ended: make(chan struct{})}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(spec.Input), &p.out, &p.err
	if spec.HoldInput {
		cmd.Stdin = nil
		input, err := cmd.StdinPipe()
		if err != nil {
			return nil, err
		}
		p.input = input
	}
	started := make(chan error)
	spawner() <- func() { started <- cmd.Start() }
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", p.Name, err)
	}
	go func() {
		p.result = cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

// PID is the process id.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Stdout is what the program has written so far.
func (p *Process) Stdout() string { return p.out.String() }

// Stderr is what the program has written so far on its error output.
func (p *Process) Stderr() string { return p.err.String() }

// Ended tells whether the program has ended.
func (p *Process) Ended() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// Signal sends a signal to the whole group: stopping a program stops what it started.
func (p *Process) Signal(signal syscall.Signal) error { return syscall.Kill(-p.PID(), signal) }

// Wait waits for the end and gives the exit code, -1 when a signal ended the program.
func (p *Process) Wait(limit time.Duration) (code int, err error) {
	select {
	case <-p.ended:
	case <-time.After(limit):
		return 0, fmt.Errorf("%s has not ended after %v\n%s", p.Name, limit, p.Report())
	}
	var exit *exec.ExitError
	if p.result != nil && !errors.As(p.result, &exit) {
		return 0, p.result
	}
	return p.cmd.ProcessState.ExitCode(), nil
}

// Line waits for a whole line of the standard output, the first one being 0.
func (p *Process) Line(number int, limit time.Duration) (string, error) {
	var line string
	err := Until(limit, func() error {
		lines := strings.Split(p.Stdout(), "\n")
		if len(lines) > number+1 {
			line = lines[number]
			return nil
		}
		if p.Ended() {
			return Final(fmt.Errorf("%s ended before it said line %d\n%s", p.Name, number, p.Report()))
		}
		return fmt.Errorf("%s has not said line %d\n%s", p.Name, number, p.Report())
	})
	return line, err
}

// Kill ends the group at once, as a power cut would, and waits until it is gone.
func (p *Process) Kill() error {
	if !p.Ended() {
		if err := p.Signal(syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
			return err
		}
	}
	_, err := p.Wait(10 * time.Second)
	return err
}

// Close ends the program the polite way, SIGTERM and the end of its input, then the other.
func (p *Process) Close() error {
	if p.input != nil {
		_ = p.input.Close() // it may have ended already
	}
	if !p.Ended() {
		_ = p.Signal(syscall.SIGTERM)
		_ = p.Signal(syscall.SIGCONT) // a stopped process hears nothing
	}
	if _, err := p.Wait(5 * time.Second); err != nil {
		return p.Kill()
	}
	return nil
}

// Report is what the program has said, for a test that fails.
func (p *Process) Report() string {
	return fmt.Sprintf("--- %s, standard output:\n%s--- %s, error output:\n%s---", p.Name, p.Stdout(), p.Name, p.Stderr())
}

// Run runs a program to its end.
func Run(spec Spec, limit time.Duration) (p *Process, code int, err error) {
	p, err = Start(spec)
	if err != nil {
		return nil, 0, err
	}
	code, err = p.Wait(limit)
	if err != nil {
		err = errors.Join(err, p.Kill())
	}
	return p, code, err
}

// transcript is a buffer that is read while it is written.
type transcript struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (t *transcript) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.Write(b)
}

func (t *transcript) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.String()
}
