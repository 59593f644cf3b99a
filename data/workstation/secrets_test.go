package workstation

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"pupitre/data/fault"
)

// drawer is a keychain in memory that can be told to fail or to stay silent.
type drawer struct {
	kept   map[string]string
	err    error
	silent chan struct{} // nil, or closed to let the waiting calls end
	calls  int
}

func newDrawer() *drawer { return &drawer{kept: map[string]string{}} }

func (d *drawer) call() error {
	d.calls++
	if d.silent != nil {
		<-d.silent
	}
	return d.err
}

func (d *drawer) Get(service, account string) (string, error) {
	if err := d.call(); err != nil {
		return "", err
	}
	secret, ok := d.kept[service+"/"+account]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return secret, nil
}

func (d *drawer) Set(service, account, secret string) error {
	if err := d.call(); err != nil {
		return err
	}
	d.kept[service+"/"+account] = secret
	return nil
}

func (d *drawer) Delete(service, account string) error {
	if err := d.call(); err != nil {
		return err
	}
	if _, ok := d.kept[service+"/"+account]; !ok {
		return keyring.ErrNotFound
	}
	delete(d.kept, service+"/"+account)
	return nil
}

func wantSecret(t *testing.T, s *Secrets, account, want string) {
	t.Helper()
	if got, err := s.Get(account); err != nil || got != want {
		t.Errorf("%s: got %q, %v, want %q", account, got, err, want)
	}
}

func TestSecretsLieInTheKeychain(t *testing.T) {
	d := newDrawer()
	s := OpenSecrets(d)
	if !s.Persistent() || !s.Set("marie", "token") {
		t.Fatal("a keychain that answers is not used")
	}
	wantSecret(t, OpenSecrets(d), "marie", "token")
	if err := s.Delete("marie"); err != nil {
		t.Fatal(err)
	}
	if err := s.Delete("marie"); err != nil {
		t.Errorf("deleting what is not there: %v", err)
	}
	if _, err := s.Get("marie"); !fault.Is(err, fault.NotFound) {
		t.Errorf("after deletion: %v", err)
	}
}

func TestWithoutAKeychainSecretsLiveAsLongAsTheProgram(t *testing.T) {
	d := newDrawer()
	d.err = errors.New("no such service")
	s := OpenSecrets(d)
	if s.Persistent() || s.Set("marie", "token") {
		t.Fatal("says that the secret lasts")
	}
	wantSecret(t, s, "marie", "token")
	if d.calls != 1 {
		t.Errorf("asked %d times a keychain that is not there", d.calls)
	}
	if _, err := OpenSecrets(d).Get("marie"); !fault.Is(err, fault.NotFound) {
		t.Errorf("in the next program: %v", err)
	}
}

func TestASilentKeychainDoesNotBlock(t *testing.T) {
	d := newDrawer()
	d.silent = make(chan struct{})
	defer close(d.silent)
	begun := time.Now()
	s := openSecrets(d, 20*time.Millisecond)
	if s.Persistent() {
		t.Error("counts on a silent keychain")
	}
	s.Set("marie", "token")
	wantSecret(t, s, "marie", "token")
	if waited := time.Since(begun); waited > keychainPatience {
		t.Errorf("waited %v", waited)
	}
}

func TestAKeychainThatFailsLaterKeepsTheNewerSecret(t *testing.T) {
	d := newDrawer()
	s := OpenSecrets(d)
	s.Set("marie", "old")
	d.err = errors.New("locked")
	if s.Set("marie", "new") {
		t.Error("says that the secret lasts")
	}
	d.err = nil
	wantSecret(t, s, "marie", "new")
}

func TestADeletionThatFailsIsSaid(t *testing.T) {
	d := newDrawer()
	s := OpenSecrets(d)
	s.Set("marie", "token")
	d.err = errors.New("locked")
	wantKey(t, s.Delete("marie"), "workstation.keychain")
}

func TestSecretsNeverReachTheDisk(t *testing.T) {
	const secret = "s3cr3t-4c1e0b7a"
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR"} {
		t.Setenv(name, home)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(home, "no-bus")) // the system's keychain is away
	t.Setenv("PATH", home)                                                           // nor may one be started
	s := OpenSecrets(SystemKeychain())
	if s.Persistent() {
		t.Fatal("a keychain answers where there is none")
	}
	s.Set("marie", secret)
	wantSecret(t, s, "marie", secret)
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte(secret)) {
			t.Errorf("%s holds the secret", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
