package workstation

import (
	"os"
	"path/filepath"
	"strconv"
)

// noBus is an address that every D-Bus library refuses at once.
const noBus = "disabled:"

// PrepareSessionBus keeps programs without a desktop session from starting one: where no session bus is announced, the
// D-Bus library that the keychain and the toolkit use runs dbus-launch, and the daemon that this starts never ends. Call
// it first thing in main.
func PrepareSessionBus() error {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return nil
	}
	// The two places where the library looks before it starts a daemon.
	runtime := filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	for _, name := range []string{"bus", "dbus-session"} {
		if _, err := os.Stat(filepath.Join(runtime, name)); err == nil {
			return nil
		}
	}
	return os.Setenv("DBUS_SESSION_BUS_ADDRESS", noBus)
}
