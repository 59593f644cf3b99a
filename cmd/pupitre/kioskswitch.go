package main

import (
	"context"

	"pupitre/data/fault"
	"pupitre/data/workstation"
	"pupitre/ui/task"
)

// switchToKiosk puts a kiosk, with its supervisor, in the place of a person's window: what recovers from a crash must not
// depend on how the mode was begun. The shell has asked about what is unsaved. Once the kiosk is left, the desktop comes back
// and asks for a sign-in.
func (p *program) switchToKiosk() {
	session, kept := p.session, p.drafts
	p.successor = kioskAfter(p.options, p.house.demo != nil, string(p.language))
	p.closeDesktop()
	p.source, p.shell, p.editor, p.drafts = nil, nil, nil, nil // strangers come: nothing of this person stays
	task.Go(context.Background(), p.runner, func(ctx context.Context) (struct{}, error) {
		kept.close()
		ctx, cancel := context.WithTimeout(ctx, closePatience)
		defer cancel()
		return struct{}{}, session.SignOut(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.log.Warn("sign-out before the kiosk", "error", err)
		}
		p.quit()
	})
}

// claim takes the data folder. A kiosk comes up without one that takes nothing: there is nobody to tell.
func (p *program) claim(folders workstation.Folders) (err error) {
	p.instance, err = workstation.Claim(folders.Data, p.raise)
	if !p.options.Kiosk || !notWritable(err) {
		return err
	}
	p.log.Warn("the kiosk's folder takes nothing", "error", err)
	if p.instance, err = workstation.Lock(folders.Data); notWritable(err) {
		return nil
	}
	return err
}

func notWritable(err error) bool {
	key, _ := fault.KeyOf(err)
	return key == "workstation.not_writable"
}
