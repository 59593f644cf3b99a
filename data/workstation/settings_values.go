package workstation

import (
	"bytes"
	"encoding/json"
	"maps"
	"math"
	"reflect"
	"slices"
	"unicode/utf8"
)

// Theme is the person's choice of colours.
type Theme string

// The themes. ThemeSystem follows the light or dark of the operating system.
const (
	ThemeSystem   Theme = "system"
	ThemeLight    Theme = "light"
	ThemeDark     Theme = "dark"
	ThemeContrast Theme = "contrast"
)

// Bounds of what is believed of the file, in screen pixels: beyond them a window could not be found or shown.
const (
	minWindowWidth  = 640
	minWindowHeight = 480
	maxWindowSide   = 16384
	maxPosition     = 32768
	maxText         = 2048 // bytes, of each text of an account
	maxSections     = 200
	maxAccounts     = 50
	maxLogo         = 30_000 // bytes, as of a logo that is stored
)

// How long nobody touches anything before the program protects what it shows.
const (
	MinKioskIdle = 15  // seconds; product.md, section 8
	MaxKioskIdle = 600 // seconds
	maxLockAfter = 24 * 60
)

// Placement is where the window was, in screen pixels.
type Placement struct {
	X, Y          int
	Width, Height int
	Placed        bool // the position is known; else the window system chooses
	Maximised     bool
}

// Settings are what the window remembers of this computer. They are never synchronised.
type Settings struct {
	Window       Placement
	Theme        Theme
	Size         int             // interface size in percent: 100, 125 or 150
	Language     string          // "fr", "en", or "" to follow the operating system
	OpenSections map[string]bool // by section id; a section that is not there has its own default
	Accounts     []Account       // who has signed in on this computer, the last first
	Provider     Provider        // of the last session, for the page on which one signs in
	KioskIdle    int             // seconds without a touch until a kiosk asks whether anybody is there
	LockAfter    int             // minutes without a key or a click until the window locks, 0 for never
	Locked       bool            // the window was locked when the program ended: a password opens it
	TourSeen     bool            // the first steps were shown, or skipped
}

// Account is a person of a server who has signed in on this computer. It holds no secret.
type Account struct {
	Server string `json:"server"`        // base address
	Pin    string `json:"pin,omitempty"` // of the server's key, from the invite code
	Email  string `json:"email"`
	Person string `json:"person"` // id
}

// Provider is what the public knows of the provider of a session: nothing of it is a secret.
type Provider struct {
	Server string `json:"server"`
	Name   string `json:"name"`
	Logo   []byte `json:"logo,omitempty"` // as it is stored; nil for none
}

// bounded is p, or nothing when it cannot be believed.
func (p Provider) bounded() Provider {
	for _, text := range []string{p.Server, p.Name} {
		if len(text) > maxText || !utf8.ValidString(text) {
			return Provider{}
		}
	}
	if len(p.Logo) > maxLogo {
		p.Logo = nil
	}
	return p
}

func (p Provider) equal(o Provider) bool {
	return p.Server == o.Server && p.Name == o.Name && bytes.Equal(p.Logo, o.Logo)
}

// DefaultSettings are those of a first start.
func DefaultSettings() Settings {
	return Settings{
		Window: Placement{Width: 1100, Height: 760},
		Theme:  ThemeSystem,
		Size:   100,

		KioskIdle: 60,
		LockAfter: 15,
	}
}

// fields are the keys of the file beside the places that they fill.
func (s *Settings) fields() map[string]any {
	return map[string]any{
		"window_x":         &s.Window.X,
		"window_y":         &s.Window.Y,
		"window_width":     &s.Window.Width,
		"window_height":    &s.Window.Height,
		"window_placed":    &s.Window.Placed,
		"window_maximised": &s.Window.Maximised,
		"theme":            &s.Theme,
		"interface_size":   &s.Size,
		"language":         &s.Language,
		"open_sections":    &s.OpenSections,
		"accounts":         &s.Accounts,
		"provider":         &s.Provider,
		"kiosk_idle":       &s.KioskIdle,
		"lock_after":       &s.LockAfter,
		"locked":           &s.Locked,
		"tour_seen":        &s.TourSeen,
	}
}

// assign fills target, a pointer, from raw or leaves it as it is: one value of a wrong type costs that value only.
// It decodes apart first, because encoding/json may fill half of a map before it meets the fault.
func assign(target any, raw json.RawMessage) {
	fresh := reflect.New(reflect.TypeOf(target).Elem())
	if json.Unmarshal(raw, fresh.Interface()) == nil {
		reflect.ValueOf(target).Elem().Set(fresh.Elem())
	}
}

// bounded is s with every value that cannot be used replaced by its default.
func (s Settings) bounded() Settings {
	def := DefaultSettings()
	s.Window = s.Window.bounded(def.Window)
	if !slices.Contains([]Theme{ThemeSystem, ThemeLight, ThemeDark, ThemeContrast}, s.Theme) {
		s.Theme = def.Theme
	}
	if !slices.Contains([]int{100, 125, 150}, s.Size) {
		s.Size = def.Size
	}
	if !slices.Contains([]string{"", "fr", "en"}, s.Language) {
		s.Language = def.Language
	}
	if len(s.OpenSections) > maxSections {
		s.OpenSections = nil
	}
	s.Accounts = usable(s.Accounts)
	s.Provider = s.Provider.bounded()
	if s.KioskIdle < MinKioskIdle || s.KioskIdle > MaxKioskIdle {
		s.KioskIdle = def.KioskIdle
	}
	if s.LockAfter < 0 || s.LockAfter > maxLockAfter {
		s.LockAfter = def.LockAfter
	}
	return s
}

// usable are the accounts that can be believed, nil when there are none.
func usable(accounts []Account) (out []Account) {
	for _, a := range accounts {
		if a.usable() && len(out) < maxAccounts {
			out = append(out, a)
		}
	}
	return out
}

// usable tells whether every text of the account is one, and short.
func (a Account) usable() bool {
	for _, text := range []string{a.Server, a.Pin, a.Email, a.Person} {
		if len(text) > maxText || !utf8.ValidString(text) {
			return false
		}
	}
	return a.Server != "" && a.Person != ""
}

func (p Placement) bounded(def Placement) Placement {
	if p.Width < minWindowWidth || p.Width > maxWindowSide || p.Height < minWindowHeight || p.Height > maxWindowSide {
		p.Width, p.Height = def.Width, def.Height
	}
	if !p.Placed || math.Abs(float64(p.X)) > maxPosition || math.Abs(float64(p.Y)) > maxPosition {
		p.X, p.Y, p.Placed = 0, 0, false
	}
	return p
}

func (s Settings) clone() Settings {
	s.OpenSections, s.Accounts = maps.Clone(s.OpenSections), slices.Clone(s.Accounts)
	s.Provider.Logo = bytes.Clone(s.Provider.Logo)
	return s
}

func (s Settings) equal(o Settings) bool {
	return s.Window == o.Window && s.Theme == o.Theme && s.Size == o.Size && s.Language == o.Language &&
		s.KioskIdle == o.KioskIdle && s.LockAfter == o.LockAfter && s.Locked == o.Locked && s.TourSeen == o.TourSeen &&
		s.Provider.equal(o.Provider) && slices.Equal(s.Accounts, o.Accounts) && maps.Equal(s.OpenSections, o.OpenSections)
}

// Screen is one monitor's usable area, in screen pixels.
type Screen struct{ X, Y, Width, Height int }

// grip is how much of the title bar must be on a screen for a hand to catch the window, in pixels.
const grip = 80

// Fit is the placement as it can be shown on the screens that are there now: a window whose title bar lies on none of
// them is left to the window system, and none is larger than the screen it is on.
func (p Placement) Fit(screens []Screen) Placement {
	if !p.Placed {
		return p
	}
	for _, s := range screens {
		visible := min(p.X+p.Width, s.X+s.Width) - max(p.X, s.X)
		if visible >= grip && p.Y >= s.Y && p.Y <= s.Y+s.Height-grip {
			p.Width, p.Height = min(p.Width, s.Width), min(p.Height, s.Height)
			return p
		}
	}
	p.X, p.Y, p.Placed = 0, 0, false
	return p
}
