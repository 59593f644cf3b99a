package workstation

import (
	"bufio"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"github.com/spf13/afero"

	"pupitre/data/fault"
)

// ErrRaised says that another Pupitre already holds the folder and has brought its window to the front: end with success.
var ErrRaised = errors.New("workstation: the running window was raised")

// How long a second start keeps asking a first one that is itself still starting, and how often.
const (
	raisePatience = 3 * time.Second
	raiseInterval = 50 * time.Millisecond
	raiseTimeout  = time.Second // one question and its answer
)

// raiseAnswer is what the first instance says once it has taken the request.
const raiseAnswer = "raised\n"

// meeting is how a second start finds the first one. The file is readable by the person only; the token keeps other
// accounts, who can reach any loopback port, from disturbing the window.
type meeting struct {
	Address string `json:"address"`
	Token   string `json:"token"`
}

// Instance is the right to use one data folder, held until Close or the end of the process: the operating system drops
// the lock of a killed process, so a stale file never locks anybody out.
type Instance struct {
	lock    *flock.Flock
	door    net.Listener // nil for a program without a window
	path    string       // of the meeting file
	visits  sync.WaitGroup
	onRaise func()
}

// Claim takes the folder for a program with a window. When another program has it, that one is asked to show its window.
// onRaise is called on any goroutine, each time a second start asks; it must not block.
// Errors: ErrRaised; fault.Conflict "workstation.busy" when the other program does not answer (frozen, or without a
// window); fault.Unavailable "workstation.not_writable".
func Claim(folder string, onRaise func()) (*Instance, error) {
	return claim(folder, onRaise, raisePatience)
}

func claim(folder string, onRaise func(), patience time.Duration) (*Instance, error) {
	inst, err := Lock(folder)
	if fault.Is(err, fault.Conflict) {
		if raise(filepath.Join(folder, instanceFile), patience) {
			return nil, ErrRaised
		}
		return nil, err
	}
	if err != nil {
		return nil, err
	}
	inst.onRaise = onRaise
	if err := inst.openDoor(); err != nil {
		return nil, errors.Join(notWritable(folder, err), inst.Close())
	}
	return inst, nil
}

// Lock takes the folder for a program without a window, such as a script.
// Errors: fault.Conflict "workstation.busy", fault.Unavailable "workstation.not_writable".
func Lock(folder string) (*Instance, error) {
	lock := flock.New(filepath.Join(folder, lockFile), flock.SetPermissions(fileMode))
	held, err := lock.TryLock()
	if err != nil {
		return nil, notWritable(folder, err)
	}
	if !held {
		return nil, fault.New(fault.Conflict, "workstation.Lock", "workstation.busy", "Folder", folder)
	}
	return &Instance{lock: lock, path: filepath.Join(folder, instanceFile)}, nil
}

// openDoor listens on loopback, which every operating system has, and leaves the address and a fresh token in the folder.
func (i *Instance) openDoor() error {
	door, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	m := meeting{Address: door.Addr().String(), Token: rand.Text()}
	raw, err := json.Marshal(m)
	if err == nil {
		err = writeAtomic(afero.NewOsFs(), i.path, raw)
	}
	if err != nil {
		return errors.Join(err, door.Close())
	}
	i.door = door
	i.visits.Go(func() { i.receive(door, m.Token) })
	return nil
}

func (i *Instance) receive(door net.Listener, token string) {
	for {
		visitor, err := door.Accept()
		if err != nil {
			return // closed
		}
		i.visits.Go(func() { i.answer(visitor, token) })
	}
}

// answer takes one line; whoever does not know the token learns nothing, not even that it was wrong.
func (i *Instance) answer(visitor net.Conn, token string) {
	defer func() { _ = visitor.Close() }() // nothing more to say
	if visitor.SetDeadline(time.Now().Add(raiseTimeout)) != nil {
		return
	}
	line, err := bufio.NewReader(io.LimitReader(visitor, 256)).ReadString('\n')
	if err != nil || subtle.ConstantTimeCompare([]byte(line), []byte(token+"\n")) != 1 {
		return
	}
	i.onRaise()
	_, _ = io.WriteString(visitor, raiseAnswer) // the window is raised, heard or not
}

// Close gives the folder back.
func (i *Instance) Close() error {
	var err error
	if i.door != nil {
		err = errors.Join(i.door.Close(), ignoreMissing(afero.NewOsFs().Remove(i.path)))
		i.visits.Wait()
	}
	return errors.Join(err, i.lock.Close())
}

// raise asks until it is heard: the holder of the lock may have taken it a moment ago and not be listening yet, and the
// file may still be that of a killed process.
func raise(path string, patience time.Duration) bool {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(raiseInterval) {
		if raiseOnce(path) == nil {
			return true
		}
	}
	return false
}

func raiseOnce(path string) error {
	raw, err := afero.ReadFile(afero.NewOsFs(), path)
	if err != nil {
		return err
	}
	var m meeting
	if err := json.Unmarshal(raw, &m); err != nil {
		return err
	}
	door, err := net.DialTimeout("tcp", m.Address, raiseTimeout)
	if err != nil {
		return err
	}
	defer func() { _ = door.Close() }() // the answer is all that counts
	if err := door.SetDeadline(time.Now().Add(raiseTimeout)); err != nil {
		return err
	}
	if _, err := io.WriteString(door, m.Token+"\n"); err != nil {
		return err
	}
	line, err := bufio.NewReader(io.LimitReader(door, 256)).ReadString('\n')
	if err == nil && line != raiseAnswer {
		err = errors.New("another program answers at " + m.Address)
	}
	return err
}
