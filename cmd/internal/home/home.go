// Package home joins, for the programs that run on a person's computer, what this computer remembers and the door through
// which people sign in.
package home

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/afero"

	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/store"
	"pupitre/data/workstation"
)

// storeFile is the name of a person's store inside that person's folder.
const storeFile = "pupitre.db"

// Home is one data folder, open.
type Home struct {
	Folders  workstation.Folders
	Settings *workstation.SettingsFile
	secrets  func() *workstation.Secrets
	demo     string // address of the demonstration's server for this run, in its home; see Demo
	log      *slog.Logger
}

// Open makes the folders and reads the settings. Errors: workstation.not_writable.
func Open(folders workstation.Folders, log *slog.Logger) (*Home, error) {
	if err := folders.Create(afero.NewOsFs()); err != nil {
		return nil, fault.Wrap("home.Open", err)
	}
	return homeAt(folders, log), nil
}

func homeAt(folders workstation.Folders, log *slog.Logger) *Home {
	return &Home{
		Folders:  folders,
		Settings: workstation.OpenSettings(afero.NewOsFs(), folders.SettingsPath(), time.Now()),
		secrets: sync.OnceValue(func() *workstation.Secrets {
			return workstation.OpenSecrets(workstation.SystemKeychain())
		}),
		log: log,
	}
}

// Secrets is the keychain. The first call may take two seconds where the keychain does not answer.
func (h *Home) Secrets() *workstation.Secrets { return h.secrets() }

// Door is where people sign in with this home. agent names the program to the server. Like
// Secrets, the first call is not for the goroutine that draws.
func (h *Home) Door(agent string) *desk.Door { return h.door(agent, h.Secrets()) }

func (h *Home) door(agent string, secrets desk.Secrets) *desk.Door {
	return &desk.Door{
		Memory:     h.memory(),
		Secrets:    h.keeping(secrets),
		Normalise:  normalise,
		Dial:       func(server, pin string) (desk.Server, error) { return dial(server, pin, agent) },
		OpenStore:  h.openStore,
		DeviceName: deviceName(),

		OpenDirectory: h.openDirectory,
		DropDirectory: h.dropDirectory,
		Desk:          desk.Options{RetryAfter: remote.RetryAfter, Log: h.log},
	}
}

func normalise(address string) (string, error) {
	u, err := remote.ParseAddress(address)
	if err != nil {
		return "", fault.Wrap("home.normalise", err)
	}
	return u.String(), nil
}

func dial(server, pin, agent string) (desk.Server, error) {
	c, err := remote.New(remote.Options{BaseURL: server, Pin: pin, UserAgent: agent})
	if err != nil {
		return nil, fault.Wrap("home.dial", err)
	}
	return c, nil
}

// deviceName is how the person recognises this computer in the list of sessions.
func deviceName() string {
	name, err := os.Hostname()
	if err != nil {
		return "?"
	}
	return name
}

// openStore opens a person's store. One that is damaged is copied aside, and what can be read is carried over.
func (h *Home) openStore(ctx context.Context, server, person string) (desk.Store, bool, error) {
	const op = "home.openStore"
	path := filepath.Join(h.PersonFolder(server, person), storeFile)
	s, err := store.OpenDesktop(ctx, store.Options{Path: path})
	if err == nil {
		return s, false, nil
	}
	if key, _ := fault.KeyOf(err); key != "store.damaged" {
		return nil, false, fault.Wrap(op, err)
	}
	report, serr := store.Salvage(ctx, path)
	if serr != nil {
		return nil, false, fault.Wrap(op, serr)
	}
	h.log.Warn("the store was damaged", "path", path, "report", report, "error", err)
	s, err = store.OpenDesktop(ctx, store.Options{Path: path})
	if err != nil {
		return nil, false, fault.Wrap(op, err)
	}
	return s, true, nil
}

// memory keeps the accounts in the settings file.
type memory struct{ settings *workstation.SettingsFile }

// Accounts implements desk.Memory.
func (m memory) Accounts() []desk.Account {
	var out []desk.Account
	for _, a := range m.settings.Get().Accounts {
		out = append(out, desk.Account(a))
	}
	return out
}

// Remember implements desk.Memory.
func (m memory) Remember(a desk.Account) error {
	return m.settings.Update(func(s *workstation.Settings) {
		kept := []workstation.Account{workstation.Account(a)}
		for _, old := range s.Accounts {
			if old.Server != a.Server || old.Person != a.Person {
				kept = append(kept, old)
			}
		}
		s.Accounts = kept
	})
}
