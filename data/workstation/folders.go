// Package workstation is what Pupitre knows about the computer that it runs on: its folders, the window's own settings,
// the single running instance, the keychain, the locale and the display. It holds no business data.
package workstation

import (
	"crypto/sha256"
	"encoding/hex"
	"net"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/adrg/xdg"
	"github.com/spf13/afero"

	"pupitre/data/fault"
)

// appFolder is the name of our folder inside those of the operating system.
const appFolder = "pupitre"

// The names inside the folders. They are part of what the user guide promises, so they never change.
const (
	settingsFile = "settings.json"
	lockFile     = "instance.lock"
	instanceFile = "instance.json"
	peopleFolder = "people"
	demoFolder   = "demo"
	ctlFolder    = "ctl"
	kioskFolder  = "kiosk"
)

// folderMode keeps other accounts of the computer out: the stores are not encrypted.
const folderMode = 0o700

// Folders are the places where one running Pupitre keeps its files.
type Folders struct {
	Data   string // stores, one folder per (server, person), and the instance lock
	Config string // settings.json
	Logs   string // log files
}

// NewFolders gives the folders of the operating system (XDG on Linux, Application Support on macOS, %LOCALAPPDATA% on
// Windows), or one folder for everything when the person names one with --data.
func NewFolders(override string) (Folders, error) {
	if override != "" {
		root, err := filepath.Abs(override)
		if err != nil {
			return Folders{}, notWritable(override, err)
		}
		return Folders{Data: root, Config: root, Logs: filepath.Join(root, "logs")}, nil
	}
	return Folders{
		Data:   filepath.Join(xdg.DataHome, appFolder),
		Config: filepath.Join(xdg.ConfigHome, appFolder),
		Logs:   filepath.Join(xdg.StateHome, appFolder, "logs"),
	}, nil
}

// Demo are the folders of the demonstration, apart from the real ones so that both can run side by side.
func (f Folders) Demo() Folders {
	root := filepath.Join(f.Data, demoFolder)
	return Folders{Data: root, Config: root, Logs: filepath.Join(root, "logs")}
}

// Ctl are the folders of the command-line program, which signs in as a person of its own store.
func (f Folders) Ctl() Folders {
	root := filepath.Join(f.Data, ctlFolder)
	return Folders{Data: root, Config: root, Logs: filepath.Join(root, "logs")}
}

// Kiosk are the folders of the kiosk that this computer may be, apart from those of people: a kiosk is nobody's session.
func (f Folders) Kiosk() Folders {
	root := filepath.Join(f.Data, kioskFolder)
	return Folders{Data: root, Config: root, Logs: filepath.Join(root, "logs")}
}

// SettingsPath is the file for OpenSettings.
func (f Folders) SettingsPath() string { return filepath.Join(f.Config, settingsFile) }

// Person is the folder of one person of one server: see PersonDir.
func (f Folders) Person(serverURL, personID string) string {
	return PersonDir(f.Data, serverURL, personID)
}

// Create makes the folders, private to the person, and proves that they can be written.
// Errors: fault.Unavailable "workstation.not_writable" with Folder.
func (f Folders) Create(fs afero.Fs) error {
	for _, dir := range []string{f.Data, f.Config, f.Logs} { // the one that the person has named comes first
		if err := fs.MkdirAll(dir, folderMode); err != nil {
			return notWritable(dir, err)
		}
		if err := probeWrite(fs, dir); err != nil {
			return notWritable(dir, err)
		}
	}
	return nil
}

// probeWrite asks the file system itself: permission bits do not tell of read-only mounts, quotas or access lists.
func probeWrite(fs afero.Fs, dir string) error {
	probe, err := afero.TempFile(fs, dir, ".probe-*")
	if err != nil {
		return err
	}
	if err := probe.Close(); err != nil {
		return err
	}
	return fs.Remove(probe.Name())
}

func notWritable(dir string, err error) error {
	return fault.As(fault.Unavailable, "workstation.Folders", "workstation.not_writable", err, "Folder", dir)
}

// PersonDir is the folder of one person of one server below root. Two addresses that name the same server (letter case,
// default port, slash at the end) share it; two that differ never do, a digest sees to that.
func PersonDir(root, serverURL, personID string) string {
	server := canonicalServer(serverURL)
	return filepath.Join(root, peopleFolder, safeName(server), safeName(personID))
}

// canonicalServer is the address with what does not matter taken away.
func canonicalServer(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" {
		return raw
	}
	scheme, host, port := strings.ToLower(u.Scheme), strings.ToLower(u.Hostname()), u.Port()
	if (scheme == "https" && port == "443") || (scheme == "http" && port == "80") {
		port = ""
	}
	if port != "" {
		host = net.JoinHostPort(host, port)
	}
	return scheme + "://" + host + strings.TrimRight(u.EscapedPath(), "/")
}

// plainName are the names that every file system takes as they are and that no two letter cases can confuse.
var plainName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// unsafeRunes are what safeName replaces; the dot goes too, Windows drops it at the end of a name.
var unsafeRunes = regexp.MustCompile(`[^a-z0-9-]+`)

// safeName is a file name that a person can recognise and that stays unique through a digest.
func safeName(s string) string {
	if plainName.MatchString(s) && !reservedOnWindows[s] {
		return s
	}
	digest := sha256.Sum256([]byte(s))
	readable := strings.Trim(unsafeRunes.ReplaceAllString(strings.ToLower(s), "-"), "-")
	if len(readable) > 40 {
		readable = readable[:40]
	}
	return strings.TrimLeft(readable+"-"+hex.EncodeToString(digest[:6]), "-")
}

// reservedOnWindows are device names that cannot be folders there.
var reservedOnWindows = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true}
