package home

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/afero"

	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/gate"
	"pupitre/data/workstation"
)

// peopleFolder is where the stores of a home lie, see workstation.PersonDir.
const peopleFolder = "people"

// KioskDoor is the door of the kiosk whose home this is. Its token rests in a file: a kiosk comes back by itself.
func (h *Home) KioskDoor(agent string) *desk.Door {
	return h.door(agent, workstation.NewTokenFile(afero.NewOsFs(), h.Folders.Data))
}

// DemoKioskDoor is KioskDoor for the demonstration, whose server listens at url for this run.
func (h *Home) DemoKioskDoor(agent, url string) *desk.Door { return h.onDemo(h.KioskDoor(agent), url) }

// Gate slows down guesses at the secret of this home, over restarts.
func (h *Home) Gate() gate.File {
	return workstation.NewGateFile(afero.NewOsFs(), h.Folders.Data, gate.MaxFile)
}

// ForgetKiosk removes what a kiosk has received, and its token. Its session is closed.
func (h *Home) ForgetKiosk(door *desk.Door) error {
	const op = "home.ForgetKiosk"
	var errs []error
	for _, a := range h.Settings.Get().Accounts {
		errs = append(errs, door.ForgetAccount(desk.Account(a)))
	}
	errs = append(errs,
		h.Settings.Update(func(s *workstation.Settings) { s.Accounts = nil }),
		os.RemoveAll(filepath.Join(h.Folders.Data, peopleFolder)))
	if err := errors.Join(errs...); err != nil {
		return fault.As(fault.Unavailable, op, "workstation.not_writable", err, "Folder", h.Folders.Data)
	}
	return nil
}
