package desk

import (
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/google/uuid"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Server is one server as sign-in needs it; data/remote has it over HTTP.
type Server interface {
	Exchange
	SignIn(ctx context.Context, in wire.SignIn) (wire.Session, error)
	AcceptInvite(ctx context.Context, in wire.AcceptInvite) (wire.Session, error)
	SignOut(ctx context.Context) error
	SetToken(token string)
}

// Store is a desktop's store that can be closed.
type Store interface {
	syncing.ClientStore
	io.Closer
}

// Account is a person of a server who has signed in on this computer.
type Account struct {
	Server string `json:"server"`        // base address
	Pin    string `json:"pin,omitempty"` // of the server's key, from the invite code
	Email  string `json:"email"`
	Person string `json:"person"` // id
}

// Memory is what this computer remembers of sign-ins, without any secret.
type Memory interface {
	// Accounts lists them, the last used first.
	Accounts() []Account
	// Remember puts an account first.
	Remember(a Account) error
}

// Secrets is the keychain of the operating system, or the memory of this run where there is none.
type Secrets interface {
	// Get is the secret; fault.NotFound when there is none.
	Get(key string) (string, error)
	// Set tells whether the secret will outlive the program.
	Set(key, value string) (persistent bool)
	Delete(key string) error
}

// Door is where people sign in on this computer.
type Door struct {
	Memory    Memory
	Secrets   Secrets
	Normalise func(address string) (string, error) // the one spelling of a server's address
	Dial      func(server, pin string) (Server, error)
	OpenStore func(ctx context.Context, server, person string) (store Store, salvaged bool, err error)
	// OpenDirectory opens the file of a federation's directory, DropDirectory removes it; nil for no directories.
	OpenDirectory func(ctx context.Context, server, person, federation string) (DirectoryFile, error)
	DropDirectory func(server, person, federation string) error
	DeviceName    string
	Desk          Options // Store, Exchange and Space are filled in
}

const metaSession = "session" // wire.Session without the token

func secretKey(a Account) string { return a.Server + "|" + a.Person }

// Resume opens the last account without asking anything, on line or not; the last one of a server when address is not
// empty. fault.SignedOut says that a password is needed.
func (d *Door) Resume(ctx context.Context, address string) (*Session, error) {
	const op = "desk.Resume"
	a, err := d.last(address)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	s, err := d.resume(ctx, a)
	return s, fault.Wrap(op, err)
}

// resume is Resume for one account.
func (d *Door) resume(ctx context.Context, a Account) (*Session, error) {
	const op = "desk.resume"
	token, err := d.Secrets.Get(secretKey(a))
	if err != nil {
		return nil, fault.As(fault.SignedOut, op, "sync.signed_out", err)
	}
	server, err := d.Dial(a.Server, a.Pin)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	server.SetToken(token)
	store, salvaged, err := d.OpenStore(ctx, a.Server, a.Person)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	info, err := readSession(store)
	if err != nil {
		_ = store.Close() // the error that matters is the first
		return nil, fault.As(fault.SignedOut, op, "sync.signed_out", err)
	}
	return d.begin(&Session{Account: a, Salvaged: salvaged, server: server, store: store}, info)
}

// last is the account used last, of any server when address is empty.
func (d *Door) last(address string) (Account, error) {
	const op = "desk.last"
	if address != "" {
		var err error
		if address, err = d.Normalise(address); err != nil {
			return Account{}, fault.Wrap(op, err)
		}
	}
	for _, a := range d.Memory.Accounts() {
		if address == "" || a.Server == address {
			return a, nil
		}
	}
	return Account{}, fault.New(fault.SignedOut, op, "sync.signed_out")
}

// SignIn asks the server for a session and opens the person's store.
func (d *Door) SignIn(ctx context.Context, address, email, password string) (*Session, error) {
	return d.SignInWithCode(ctx, address, email, password, "")
}

// SignInWithCode is SignIn with a code of the second factor, after a refusal that NeedsCode tells.
func (d *Door) SignInWithCode(ctx context.Context, address, email, password, code string) (*Session, error) {
	const op = "desk.SignIn"
	address, err := d.Normalise(address)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	email = strings.TrimSpace(email)
	a := d.account(address, email)
	server, err := d.Dial(a.Server, a.Pin)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	ask := func(device string) (wire.Session, error) {
		return server.SignIn(ctx, wire.SignIn{Email: email, Password: password, Device: device, DeviceName: d.DeviceName, TOTP: code})
	}
	s, err := d.enter(ctx, a, server, ask)
	if err == nil {
		err = s.KeepPassword(password)
	}
	return s, fault.Wrap(op, err)
}

// AcceptInvite spends an invite's secret, sets the person's name and password, and opens the person's store. A new person
// has no store yet, and an invite can be spent once, so the device id is settled before.
func (d *Door) AcceptInvite(ctx context.Context, address, pin, secret, name, password string) (*Session, error) {
	const op = "desk.AcceptInvite"
	address, err := d.Normalise(address)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	server, err := d.Dial(address, pin)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	email := ""
	ask := func(device string) (wire.Session, error) {
		if email != "" { // a second round, with the id of a store that was already here
			return server.SignIn(ctx, wire.SignIn{Email: email, Password: password, Device: device, DeviceName: d.DeviceName})
		}
		in := wire.AcceptInvite{Secret: secret, Name: name, Password: password, Device: device, DeviceName: d.DeviceName}
		out, err := server.AcceptInvite(ctx, in)
		email = out.Person.Email
		return out, err
	}
	s, err := d.enter(ctx, Account{Server: address, Pin: pin}, server, ask)
	if err == nil {
		err = s.KeepPassword(password)
	}
	return s, fault.Wrap(op, err)
}

// account is the one that this computer knows for the e-mail, or a new one.
func (d *Door) account(address, email string) Account {
	for _, a := range d.Memory.Accounts() {
		if a.Server == address && strings.EqualFold(a.Email, email) {
			return a
		}
	}
	return Account{Server: address, Email: email, Pin: d.pinOf(address)}
}

// pinOf is the key that this computer knows the server by, "" for none: an invitation of anybody here has told it.
func (d *Door) pinOf(address string) string {
	for _, a := range d.Memory.Accounts() {
		if a.Server == address && a.Pin != "" {
			return a.Pin
		}
	}
	return ""
}

// enter signs in with the device id of the person's store. Before the first sign-in the person's id is not known: a new
// id is offered, and given to the store if the store turns out to be new.
func (d *Door) enter(ctx context.Context, a Account, server Server, ask func(device string) (wire.Session, error)) (*Session, error) {
	visit, info, err := d.visitKnown(ctx, a, ask)
	if err != nil {
		return nil, err
	}
	if visit.store == nil {
		if visit, info, err = d.visitNew(ctx, a, ask); err != nil {
			return nil, err
		}
	}
	a.Person, a.Email = info.Person.ID, info.Person.Email
	server.SetToken(info.Token)
	s := &Session{Account: a, Salvaged: visit.salvaged, Recovery: info.Recovery, server: server, store: visit.store}
	if err := d.keep(s, info); err != nil {
		closeQuietly(visit.store)
		return nil, err
	}
	return d.begin(s, info)
}

// visit is a store that was opened for a session.
type visit struct {
	store    Store
	salvaged bool
	device   string
}

// visitKnown asks with the device of the store that this computer has for the account. The zero visit says that there is
// none, or that the address has changed hands.
func (d *Door) visitKnown(ctx context.Context, a Account, ask func(string) (wire.Session, error)) (visit, wire.Session, error) {
	if a.Person == "" {
		return visit{}, wire.Session{}, nil
	}
	v, err := d.open(ctx, a)
	if err != nil {
		return visit{}, wire.Session{}, err
	}
	info, err := askFor(ask, v.device)
	if err == nil && info.Person.ID == a.Person {
		return v, info, nil
	}
	closeQuietly(v.store)
	if key, _ := fault.KeyOf(err); err == nil || key == "server.device_taken" { // of the person who had the address before
		return visit{}, wire.Session{}, nil
	}
	return visit{}, wire.Session{}, err
}

func askFor(ask func(string) (wire.Session, error), device string) (wire.Session, error) {
	info, err := ask(device)
	if err == nil && len(info.Memberships) == 0 {
		err = fault.New(fault.Forbidden, "desk.askFor", "sync.no_membership")
	}
	return info, err
}

// visitNew asks with a new device id and opens the store of whoever it turns out to be.
func (d *Door) visitNew(ctx context.Context, a Account, ask func(string) (wire.Session, error)) (visit, wire.Session, error) {
	offered, err := newDevice()
	if err != nil {
		return visit{}, wire.Session{}, err
	}
	info, err := askFor(ask, offered)
	if err != nil {
		return visit{}, wire.Session{}, err
	}
	a.Person = info.Person.ID
	v, err := d.open(ctx, a)
	if err != nil {
		return visit{}, wire.Session{}, err
	}
	if info, err = d.settleDevice(v, offered, info, ask); err != nil {
		closeQuietly(v.store)
		return visit{}, wire.Session{}, err
	}
	return v, info, nil
}

// settleDevice gives a new store the id that the session was opened with. A store that was already here keeps its own,
// and since a session belongs to a device, it is asked for again.
func (d *Door) settleDevice(v visit, offered string, info wire.Session, ask func(string) (wire.Session, error)) (wire.Session, error) {
	known, err := readSession(v.store)
	if err == nil && known.Person.ID == info.Person.ID {
		return askFor(ask, v.device)
	}
	return info, v.store.Update(func(tx syncing.ClientTx) error { return tx.SetDevice(offered) })
}

func (d *Door) open(ctx context.Context, a Account) (v visit, err error) {
	if v.store, v.salvaged, err = d.OpenStore(ctx, a.Server, a.Person); err != nil {
		return visit{}, err
	}
	err = v.store.View(func(tx syncing.ClientTx) error {
		var err error
		v.device, err = tx.Device()
		return err
	})
	if err != nil {
		closeQuietly(v.store)
		return visit{}, err
	}
	return v, nil
}

// keep remembers the session: who and where in the store, the token in the keychain.
func (d *Door) keep(s *Session, info wire.Session) error {
	const op = "desk.keep"
	token := info.Token
	info.Token, info.Recovery = "", nil // neither is written down here
	b, err := json.Marshal(info)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := s.store.Update(func(tx syncing.ClientTx) error { return tx.PutMeta(metaSession, string(b)) }); err != nil {
		return fault.Wrap(op, err)
	}
	if err := giveLease(s.store, d.now(), info); err != nil {
		return fault.Wrap(op, err)
	}
	d.Secrets.Set(secretKey(s.Account), token)
	return fault.Wrap(op, d.Memory.Remember(s.Account))
}

// begin starts the desk. One person may serve several providers: the first membership is the one that is open.
func (d *Door) begin(s *Session, info wire.Session) (*Session, error) {
	s.Person, s.Membership, s.place = info.Person, info.Memberships[0], info.Memberships[0]
	s.secrets, s.memory = d.Secrets, d.Memory
	opt := d.Desk
	opt.Store, opt.Exchange, opt.Space = s.store, s.server, s.Membership.Space
	if opt.Rand == nil {
		opt.Rand = rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	}
	if opt.NewID == nil {
		opt.NewID = func() string { return uuid.NewString() }
	}
	opt.Person = s.Person.ID
	if err := d.bind(s, &opt, info); err != nil {
		closeQuietly(s.store)
		return nil, err
	}
	s.Desk = New(opt)
	s.Desk.refresh(nil) // what waits is known before the first exchange
	ctx, stop := context.WithCancel(context.Background())
	s.stop, s.ended = stop, make(chan struct{})
	go func() {
		defer close(s.ended)
		s.follow.start(ctx)
		s.Desk.Run(ctx)
		s.follow.wait()
	}()
	return s, nil
}

// now is the clock of the desks behind this door.
func (d *Door) now() func() time.Time {
	if d.Desk.Now != nil {
		return d.Desk.Now
	}
	return time.Now
}

func readSession(store syncing.ClientStore) (wire.Session, error) {
	var info wire.Session
	err := store.View(func(tx syncing.ClientTx) error {
		s, err := tx.Meta(metaSession)
		if err != nil {
			return err
		}
		if s == "" {
			return fault.New(fault.NotFound, "desk.readSession", "sync.signed_out")
		}
		return json.Unmarshal([]byte(s), &info)
	})
	if err == nil && len(info.Memberships) == 0 {
		err = fault.New(fault.NotFound, "desk.readSession", "sync.signed_out")
	}
	return info, err
}

func newDevice() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fault.Wrap("desk.newDevice", err)
	}
	return id.String(), nil
}

// closeQuietly closes a store after a failure whose error matters more.
func closeQuietly(s Store) {
	if s != nil {
		_ = s.Close()
	}
}
