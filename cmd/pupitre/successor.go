package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"

	"pupitre/data/fault"
)

// afterVariable holds the command line, as a JSON list, of what is started once somebody has left the kiosk by its PIN. It is
// set for a kiosk that a person has begun from the menu.
const afterVariable = "PUPITRE_AFTER_KIOSK"

// successor is the program that takes the place of this one: a kiosk that of a person's window, and back.
type successor struct {
	args  []string
	after []string // started in turn once the kiosk was left; nil for nothing
}

// args is the command line that gives these options; a reset was done already and is not repeated.
func (o options) args() []string {
	out := []string{}
	for _, flag := range []struct{ name, value string }{{"--server", o.Server}, {"--data", o.Data}, {"--lang", o.Lang}} {
		if flag.value != "" {
			out = append(out, flag.name+"="+flag.value)
		}
	}
	for _, flag := range []struct {
		name string
		on   bool
	}{{"--demo", o.Demo}, {"--kiosk", o.Kiosk}, {"--software-gl", o.SoftwareGL}, {"--verbose", o.Verbose}} {
		if flag.on {
			out = append(out, flag.name)
		}
	}
	return out
}

// kioskAfter is the kiosk that takes the place of a window with options o, which comes back afterwards. demo tells whether the
// window shows the demonstration, lang is the language that it speaks.
func kioskAfter(o options, demo bool, lang string) *successor {
	mode := o
	mode.Kiosk, mode.Demo, mode.Lang = true, demo, lang
	if demo {
		mode.Server = "" // the demonstration has its own
	}
	return &successor{args: mode.args(), after: o.args()}
}

// afterKiosk is what this kiosk's environment says to start once it was left; nil for nothing.
func afterKiosk(environ string) (*successor, error) {
	if environ == "" {
		return nil, nil
	}
	var args []string
	if err := json.Unmarshal([]byte(environ), &args); err != nil {
		return nil, fault.As(fault.Invalid, "pupitre.afterKiosk", "", err)
	}
	return &successor{args: args}, nil
}

// env is that of the successor: ours, without what was meant for us alone.
func (s *successor) env(ours []string) ([]string, error) {
	env := slices.DeleteFunc(slices.Clone(ours), func(v string) bool {
		return strings.HasPrefix(v, superviseVariable+"=") || strings.HasPrefix(v, afterVariable+"=")
	})
	if s.after == nil {
		return env, nil
	}
	text, err := json.Marshal(s.after)
	if err != nil {
		return nil, fault.Wrap("pupitre.env", err)
	}
	return append(env, afterVariable+"="+string(text)), nil
}

// start starts the successor; where the system can, in the place of this program, and then it does not return.
func (s *successor) start() error {
	const op = "pupitre.start"
	self, err := os.Executable()
	if err != nil {
		return fault.As(fault.Internal, op, "", err)
	}
	env, err := s.env(os.Environ())
	if err != nil {
		return err
	}
	return fault.As(fault.Internal, op, "", replace(self, s.args, env))
}
