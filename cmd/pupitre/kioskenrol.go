package main

import (
	"context"

	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/ui/kioskpage"
	"pupitre/ui/task"
)

// askForCode shows the enrolment.
func (k *kiosk) askForCode(revoked bool) {
	p := k.p
	k.enrol = kioskpage.NewEnrolment(kioskpage.EnrolDeps{
		Window: p.window, Stage: p.stage, Run: p.runner, Language: p.language, Revoked: revoked,
		Enrol: k.spend, Speak: p.speak, Leave: k.leave,
		Enrolled: func() { k.resume() },
	})
	k.enrol.Start()
}

// spend enrols the kiosk with a code; the session is opened by resume, as after any start.
func (k *kiosk) spend(ctx context.Context, code string) error {
	const op = "pupitre.spend"
	invite, err := remote.ParseInvite(code)
	if key, _ := fault.KeyOf(err); key == "remote.bad_invite" || key == "remote.bad_pin" { // its words speak of an invitation
		return fault.As(fault.Invalid, op, "kiosk.enrol.bad_code", err)
	}
	if err != nil {
		return fault.Wrap(op, err)
	}
	s, err := k.store.Door.EnrolKiosk(ctx, invite.Server, invite.Pin, invite.Secret)
	if err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, s.Close())
}

// erase ends the kiosk on this computer, and asks for another code.
func (k *kiosk) erase(s *desk.Session, revoked bool) {
	k.stopPage()
	k.session = nil
	k.p.stage.SetContent(splash())
	task.Go(context.Background(), k.p.runner, func(ctx context.Context) (struct{}, error) {
		ctx, cancel := context.WithTimeout(ctx, closePatience)
		defer cancel()
		err := s.SignOut(ctx)
		k.gate.Clear()
		if ferr := k.store.Forget(); err == nil {
			err = ferr
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		if err != nil {
			k.p.log.Error("the kiosk's data was not all erased", "error", err)
		}
		if !k.ended {
			k.askForCode(revoked)
		}
	})
}
