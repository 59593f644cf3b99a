//go:build !linux

package workstation

// PrepareSessionBus does nothing: only Linux has a session bus.
func PrepareSessionBus() error { return nil }
