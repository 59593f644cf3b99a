package main

import (
	"slices"
	"testing"

	"github.com/alecthomas/kong"

	"pupitre/data/fault"
	"pupitre/i18n"
)

// parsed is what a command line means.
func parsed(t *testing.T, args []string) (o options) {
	t.Helper()
	parser, err := kong.New(&o, helpTexts(i18n.For(i18n.English)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(args); err != nil {
		t.Fatal(err)
	}
	return o
}

func TestAKioskTakesThePlaceOfTheWindowAndGivesItBack(t *testing.T) {
	for name, c := range map[string]struct {
		window options
		demo   bool // the window shows the demonstration
		kiosk  options
		after  options
	}{
		"a person's": {
			window: options{Server: "https://pupitre.example", Data: "/srv/p", Verbose: true},
			kiosk:  options{Server: "https://pupitre.example", Data: "/srv/p", Verbose: true, Kiosk: true, Lang: "en"},
			after:  options{Server: "https://pupitre.example", Data: "/srv/p", Verbose: true},
		},
		"the demonstration, made anew once": {
			window: options{Demo: true, Reset: true, SoftwareGL: true}, demo: true,
			kiosk: options{Demo: true, SoftwareGL: true, Kiosk: true, Lang: "en"},
			after: options{Demo: true, SoftwareGL: true},
		},
		"a visit to the demonstration": {
			window: options{Server: "https://pupitre.example"}, demo: true,
			kiosk: options{Demo: true, Kiosk: true, Lang: "en"},
			after: options{Server: "https://pupitre.example"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := kioskAfter(c.window, c.demo, "en")
			if got := parsed(t, s.args); got != c.kiosk {
				t.Errorf("the kiosk is %+v, want %+v", got, c.kiosk)
			}
			env, err := s.env([]string{"HOME=/home/a", superviseVariable + "=1", afterVariable + "=[]"})
			if err != nil {
				t.Fatal(err)
			}
			if len(env) != 2 || env[0] != "HOME=/home/a" {
				t.Errorf("its environment is %q", env)
			}
			next, err := afterKiosk(env[1][len(afterVariable)+1:])
			if err != nil {
				t.Fatal(err)
			}
			if got := parsed(t, next.args); got != c.after {
				t.Errorf("what follows is %+v, want %+v", got, c.after)
			}
			if env, err := next.env(env); err != nil || !slices.Equal(env, []string{"HOME=/home/a"}) {
				t.Errorf("what follows has the environment %q, %v", env, err)
			}
		})
	}
}

func TestAKioskOfItsOwnIsFollowedByNothing(t *testing.T) {
	if next, err := afterKiosk(""); next != nil || err != nil {
		t.Errorf("%v, %v", next, err)
	}
	if _, err := afterKiosk("pupitre --demo"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a text that is no list: %v", err)
	}
}
