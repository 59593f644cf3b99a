package home

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/google/uuid"
	"github.com/spf13/afero"

	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/gate"
	"pupitre/data/memstore"
	"pupitre/data/store"
	"pupitre/data/workstation"
)

// peopleFolder is where the stores of a home lie, see workstation.PersonDir.
const peopleFolder = "people"

// OpenKiosk is Open for a kiosk, which comes up on a disk that takes nothing, too: what cannot be written is told where it
// matters.
func OpenKiosk(folders workstation.Folders, log *slog.Logger) *Home {
	if err := folders.Create(afero.NewOsFs()); err != nil {
		log.Warn("the kiosk's folder takes nothing", "error", err)
	}
	return homeAt(folders, log)
}

// Kiosk is the kiosk whose home this is: its door, and where it keeps what it receives.
type Kiosk struct {
	Door *desk.Door
	home *Home
	disk storeOpener
	read frozenOpener

	mu     sync.Mutex
	memory error
}

// storeOpener opens a store to write in, frozenOpener one that is only read.
type (
	storeOpener  func(ctx context.Context, server, person string) (desk.Store, bool, error)
	frozenOpener func(ctx context.Context, server, person string) (frozen, error)
)

// frozen is a store that is only read.
type frozen interface {
	desk.StoreReader
	Close() error
}

// Kiosk is the kiosk of this computer. Its token rests in a file: a kiosk comes back by itself.
func (h *Home) Kiosk(agent string) *Kiosk {
	k := &Kiosk{home: h, disk: h.openStore, read: h.openFrozen}
	k.Door = h.door(agent, workstation.NewTokenFile(afero.NewOsFs(), h.Folders.Data))
	k.Door.OpenStore = k.open
	return k
}

func (h *Home) openFrozen(ctx context.Context, server, person string) (frozen, error) {
	return store.OpenFrozen(ctx, store.Options{Path: filepath.Join(h.PersonFolder(server, person), storeFile)})
}

// open opens the store on the disk. Where that takes nothing, what it holds is copied into memory, and the kiosk goes on
// with it until the program ends.
func (k *Kiosk) open(ctx context.Context, server, person string) (desk.Store, bool, error) {
	s, salvaged, err := k.disk(ctx, server, person)
	if err == nil || !takesNothing(err) {
		k.remember(nil)
		return s, salvaged, err
	}
	copied, cerr := k.copy(ctx, server, person)
	if cerr != nil {
		k.home.log.Error("the store cannot be copied into memory", "error", cerr)
		return nil, false, err // why it could not be opened matters more
	}
	k.home.log.Warn("the store is kept in memory", "error", err)
	k.remember(err)
	return copied, false, nil
}

// takesNothing tells whether an error of the store says that nothing can be written.
func takesNothing(err error) bool {
	key, _ := fault.KeyOf(err)
	return slices.Contains([]string{"store.disk_full", "store.not_writable", "store.disk_error", "store.cannot_open"}, key)
}

// inMemory is a store that ends with the program.
type inMemory struct{ *memstore.Client }

// Close implements desk.Store; there is nothing to give back.
func (inMemory) Close() error { return nil }

func (k *Kiosk) copy(ctx context.Context, server, person string) (s desk.Store, err error) {
	const op = "home.copy"
	from, err := k.read(ctx, server, person)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	defer func() {
		if cerr := from.Close(); err == nil {
			err = fault.Wrap(op, cerr)
		}
	}()
	to := inMemory{memstore.NewClient(uuid.NewString())} // the copy brings the id that counts
	return to, fault.Wrap(op, desk.CopyKiosk(from, to))
}

func (k *Kiosk) remember(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.memory = err
}

// Memory is why what the kiosk receives is kept in memory only, nil when it is on the disk. Safe for concurrent use.
func (k *Kiosk) Memory() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.memory
}

// roomNeeded is what must be free before a kiosk in memory goes back to its disk, in bytes: less would be full again at once.
const roomNeeded = 1 << 20

// HasRoom tells whether the disk takes again what a kiosk writes. It asks the disk itself, and takes a while.
func (k *Kiosk) HasRoom() bool {
	file, err := os.CreateTemp(k.home.Folders.Data, ".room-*")
	if err != nil {
		return false
	}
	_, err = file.Write(make([]byte, roomNeeded))
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close(), os.Remove(file.Name())) == nil
}

// Forget removes what a kiosk has received, and its token. Its session is closed.
func (k *Kiosk) Forget() error {
	const op = "home.Forget"
	h := k.home
	errs := []error{os.RemoveAll(filepath.Join(h.Folders.Data, peopleFolder))} // first: it makes room for what follows
	for _, a := range h.Settings.Get().Accounts {
		errs = append(errs, k.Door.ForgetAccount(desk.Account(a)))
	}
	errs = append(errs, h.Settings.Update(func(s *workstation.Settings) { s.Accounts = nil }))
	if err := errors.Join(errs...); err != nil {
		return fault.As(fault.Unavailable, op, "workstation.not_writable", err, "Folder", h.Folders.Data)
	}
	return nil
}

// Gate slows down guesses at the secret of this home, over restarts.
func (h *Home) Gate() gate.File {
	return workstation.NewGateFile(afero.NewOsFs(), h.Folders.Data, gate.MaxFile)
}
