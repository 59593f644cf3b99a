//go:build !windows

package pgtest

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// guardScript runs the server, and ends it when the pipe from the test program closes: at the end of the tests, at a time-out
// of go test, at a kill. The folder goes with it.
const guardScript = `
trap '' INT TERM
dir=$1; shift
"$@" >>"$dir/log" 2>&1 3<&- &
server=$!
(
	cat <&3 >/dev/null
	kill -QUIT $server 2>/dev/null
	sleep 0.2
	kill -0 $server 2>/dev/null && sleep 3
	rm -rf "$dir"
) &
exec 3<&-
wait $server
`

// guard is a shell that stands between the test program and the server.
type guard struct {
	cmd  *exec.Cmd
	pipe io.Closer
	done chan struct{}
}

// guarded starts the server under a new guard.
func (i *Instance) guarded() (*guard, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd := i.command("postgres")
	cmd.Args = []string{"sh", "-c", guardScript, "guard", i.dir, cmd.Path, "-D", i.data()}
	if cmd.Path, err = exec.LookPath("sh"); err != nil {
		return nil, err
	}
	cmd.ExtraFiles = []*os.File{read}
	cmd.SysProcAttr.Setpgid = true
	g := &guard{cmd: cmd, pipe: write, done: make(chan struct{})}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = cmd.Wait() // its code is the server's, who was killed or told to end
		close(g.done)
	}()
	return g, read.Close()
}

func (g *guard) ended() bool {
	select {
	case <-g.done:
		return true
	default:
		return false
	}
}

func (g *guard) wait() error {
	select {
	case <-g.done:
		return nil
	case <-time.After(patience):
		return errors.New("PostgreSQL does not end")
	}
}

// kill ends the server, its children, which are groups of their own, and the guard itself, and waits until they are gone.
func (g *guard) kill(pidFile string) error {
	victims := processes(pidFile)
	victims = append(victims, -g.cmd.Process.Pid)
	for _, pid := range victims {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("kill PostgreSQL: %w", err)
		}
	}
	_ = g.pipe.Close() // nobody reads it any more
	for deadline := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		if !slices.ContainsFunc(victims, func(pid int) bool { return syscall.Kill(pid, 0) == nil }) {
			return g.wait()
		}
		if time.Now().After(deadline) {
			return errors.New("PostgreSQL survives SIGKILL")
		}
	}
}

// processes lists the postmaster and its children.
func processes(pidFile string) (pids []int) {
	b, err := os.ReadFile(pidFile)
	if err != nil {
		return nil // it has ended
	}
	line, _, _ := strings.Cut(string(b), "\n")
	postmaster, err := strconv.Atoi(line)
	if err != nil {
		return nil
	}
	pids = append(pids, postmaster)
	children, err := exec.Command("ps", "-o", "pid=", "--ppid", line).Output()
	if err != nil {
		return pids // it has none
	}
	for _, field := range strings.Fields(string(children)) {
		if pid, err := strconv.Atoi(field); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

// account is whom the server runs as; the zero value is the tests' own user.
type account struct{ uid, gid int }

// ordinaryUser is another user than root, as whom PostgreSQL refuses to run.
func ordinaryUser() account {
	if os.Geteuid() != 0 {
		return account{}
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errU := strconv.Atoi(u.Uid)
		gid, errG := strconv.Atoi(u.Gid)
		if errU == nil && errG == nil {
			return account{uid, gid}
		}
	}
	return account{65534, 65534}
}

func (a account) attributes() *syscall.SysProcAttr {
	if a.uid == 0 {
		return &syscall.SysProcAttr{}
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}}
}

// own gives a file or folder to the user.
func (a account) own(path string) error {
	if a.uid == 0 {
		return nil
	}
	return os.Chown(path, a.uid, a.gid)
}

// binaries finds the folder of PostgreSQL's programs: the newest of Debian's, else that in PATH.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	newest, version := "", 0
	for _, path := range found {
		if n, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path)))); err == nil && n > version {
			newest, version = filepath.Dir(path), n
		}
	}
	if newest != "" {
		return newest, nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", errors.New("PostgreSQL is missing: run `make setup`, or install the package postgresql (15 or newer)")
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return "", err
	}
	return filepath.Dir(path), nil
}
