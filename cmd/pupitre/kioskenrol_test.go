package main

import (
	"testing"

	"pupitre/cmd/internal/home"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/remote"
)

// A code that cannot be read is called by its name, and nobody is asked for anything.
func TestABadKioskCodeIsNoInviteCode(t *testing.T) {
	whole := remote.Invite{Server: "https://pupitre.example", Secret: "secret"}.String()
	k := &kiosk{store: &home.Kiosk{Door: &desk.Door{}}} // a door that leads nowhere: entering it ends the test
	for name, code := range map[string]string{
		"not a code": "bonjour", "half of one": whole[:len(whole)/2], "one with a mistake": whole[:len(whole)-1] + "!", "none": "",
	} {
		err := k.spend(t.Context(), code)
		if key, _ := fault.KeyOf(err); key != "kiosk.enrol.bad_code" || !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
