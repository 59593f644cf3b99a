package workstation

import (
	"errors"
	"sync"
	"time"

	"github.com/zalando/go-keyring"

	"pupitre/data/fault"
)

// keychainService is the name under which people find our entries in their keychain.
const keychainService = "Pupitre"

// keychainPatience is how long one call may take. A locked keychain asks the person first, and some systems never answer.
const keychainPatience = 2 * time.Second

// probeAccount is looked for, and normally not found, to learn whether a keychain answers.
const probeAccount = "probe"

// Keychain is the operating system's store of secrets, as go-keyring offers it.
type Keychain interface {
	Get(service, account string) (string, error)
	Set(service, account, secret string) error
	Delete(service, account string) error
}

// SystemKeychain is the Secret Service on Linux, the Keychain on macOS, the Credential Manager on Windows. It calls
// PrepareSessionBus, without which asking would start a keychain that nobody has unlocked.
func SystemKeychain() Keychain { return systemKeychain{PrepareSessionBus()} }

// systemKeychain refuses everything when the environment could not be prepared.
type systemKeychain struct{ err error }

func (k systemKeychain) Get(service, account string) (string, error) {
	if k.err != nil {
		return "", k.err
	}
	return keyring.Get(service, account)
}

func (k systemKeychain) Set(service, account, secret string) error {
	if k.err != nil {
		return k.err
	}
	return keyring.Set(service, account, secret)
}

func (k systemKeychain) Delete(service, account string) error {
	if k.err != nil {
		return k.err
	}
	return keyring.Delete(service, account)
}

// Secrets keeps session tokens in the keychain, or in memory only where there is none; never in a file.
// Safe for concurrent use. Its calls take up to two seconds: not for the goroutine that draws.
type Secrets struct {
	chain    Keychain
	patience time.Duration

	mu     sync.Mutex
	usable bool              // the keychain answered the last time
	memory map[string]string // what the keychain did not take, until the program ends
}

// OpenSecrets tries the keychain once, for at most two seconds.
func OpenSecrets(chain Keychain) *Secrets { return openSecrets(chain, keychainPatience) }

func openSecrets(chain Keychain, patience time.Duration) *Secrets {
	s := &Secrets{chain: chain, patience: patience, memory: map[string]string{}}
	_, err := s.ask(func() (string, error) { return chain.Get(keychainService, probeAccount) })
	s.usable = err == nil || errors.Is(err, keyring.ErrNotFound)
	return s
}

// Persistent tells whether secrets outlive the program; when not, the sign-in page says so.
func (s *Secrets) Persistent() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.usable
}

// Get is the secret of an account. Errors: fault.NotFound when nothing is kept.
func (s *Secrets) Get(account string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if secret, ok := s.memory[account]; ok {
		return secret, nil
	}
	if !s.usable {
		return "", notKept(account, nil)
	}
	secret, err := s.ask(func() (string, error) { return s.chain.Get(keychainService, account) })
	if err != nil {
		return "", notKept(account, err)
	}
	return secret, nil
}

// Set keeps a secret and tells whether it will outlive the program.
func (s *Secrets) Set(account, secret string) (persistent bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.usable {
		_, err := s.ask(func() (string, error) { return "", s.chain.Set(keychainService, account, secret) })
		if err == nil {
			delete(s.memory, account)
			return true
		}
		s.usable = false
	}
	s.memory[account] = secret
	return false
}

// Delete forgets a secret; one that was never kept is no error. An error means that the keychain may still hold it: the
// server must then be told to end the session.
func (s *Secrets) Delete(account string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.memory, account)
	if !s.usable {
		return nil
	}
	_, err := s.ask(func() (string, error) { return "", s.chain.Delete(keychainService, account) })
	if errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return fault.As(fault.Unavailable, "workstation.Secrets.Delete", "workstation.keychain", err)
}

var errKeychainSilent = errors.New("the keychain does not answer")

// ask gives up waiting after the patience; the call itself cannot be stopped and ends, unheard, when its service answers.
func (s *Secrets) ask(call func() (string, error)) (string, error) {
	type answer struct {
		secret string
		err    error
	}
	answers := make(chan answer, 1)
	go func() {
		secret, err := call()
		answers <- answer{secret, err}
	}()
	timer := time.NewTimer(s.patience)
	defer timer.Stop()
	select {
	case a := <-answers:
		return a.secret, a.err
	case <-timer.C:
		return "", errKeychainSilent
	}
}

func notKept(account string, err error) error {
	return &fault.Error{Code: fault.NotFound, Op: "workstation.Secrets.Get " + account, Err: err}
}
