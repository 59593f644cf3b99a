package server_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/mail"
	"pupitre/data/server"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// A mail server that is down makes nobody wait, and costs no letter.
func TestLettersOutlastTheMailServer(t *testing.T) {
	r, p := withPost(t)
	p.fail = errors.New("no route to host")
	r.signIn(access.Primary, 1)
	r.signIn(access.Primary, 2) // a new device: a letter
	if out := r.deliver(); out != (server.Delivered{Failed: 1}) {
		t.Fatalf("%+v", out)
	}
	if out := r.deliver(); out != (server.Delivered{}) {
		t.Errorf("it is tried again at once: %+v", out)
	}
	p.fail = nil
	r.clock.add(30 * time.Second)
	if out := r.deliver(); out != (server.Delivered{Sent: 1}) {
		t.Errorf("%+v", out)
	}
	if out := r.deliver(); out != (server.Delivered{}) || len(p.sent) != 1 {
		t.Errorf("sent twice: %+v", out)
	}
	if dump := r.dump(); strings.Contains(dump, "primary@boreale.example\\") {
		t.Error("a letter that was sent stays")
	}
	r.signIn(access.Primary, 3)
	p.fail = errors.New("still")
	r.clock.add(5*24*time.Hour + time.Second)
	if out := r.deliver(); out != (server.Delivered{GivenUp: 1}) || !strings.Contains(r.log.String(), "letters given up") {
		t.Errorf("after five days: %+v", out)
	}
	r.signIn(access.Primary, 4)
	p.fail = mail.ErrRefused
	if out := r.deliver(); out != (server.Delivered{GivenUp: 1}) {
		t.Errorf("refused for good: %+v", out)
	}
}

// Several servers send each letter once.
func TestReplicasShareTheLetters(t *testing.T) {
	r, p := withPost(t)
	other, err := server.New(server.Options{Store: r.store, Hash: cheap, Now: r.clock.Now, Sender: p})
	r.must(err)
	r.signIn(access.Primary, 0)
	for i := 1; i <= 12; i++ {
		r.signIn(access.Primary, i)
	}
	var work sync.WaitGroup
	for _, s := range []*server.Server{r.server, other, r.server, other} {
		work.Go(func() {
			if _, err := s.Deliver(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	seen := map[string]bool{}
	for _, m := range p.sent {
		seen[m.ID] = true
	}
	if len(p.sent) != 12 || len(seen) != 12 {
		t.Errorf("%d letters, %d of them different", len(p.sent), len(seen))
	}
}

func TestNewDevicesAreTold(t *testing.T) {
	r, p := withPost(t)
	r.signIn(access.Primary, 1)
	r.signIn(access.Primary, 1)
	r.deliver()
	if n := len(p.sent); n != 0 {
		t.Errorf("%d letters about the first device", n)
	}
	r.signIn(access.Primary, 2)
	r.signIn(access.Primary, 2)
	r.deliver()
	if got := p.subjects(primaryEmail); !slices.Equal(got, []string{"Nouvel appareil\u00a0: test"}) {
		t.Errorf("%q", got)
	}
}

// A device whose person was shut out wants to send: the primary administrator is told once.
func TestRevokedDevicesAreTold(t *testing.T) {
	r, p := withPost(t)
	first, token := r.signIn(access.Primary, 1).Token, r.signIn(access.Delegate, 2).Token
	late := r.rename(2, 1, "Téléphonie Boréale", "Autre")
	id := r.people[access.Delegate].ID
	outcome, code := r.outcome(first, r.setRole(1, 1, id, access.Delegate, "", r.confirm(first)))
	if outcome != wire.Applied {
		t.Fatalf("%s %s", outcome, code)
	}
	for range 3 {
		if got := r.push(token, late); got.status != 403 || got.problem().Code != wire.CodeRevoked {
			t.Fatalf("%d %s", got.status, got.body)
		}
	}
	r.deliver()
	told := slices.DeleteFunc(p.subjects(primaryEmail), func(s string) bool { return !strings.Contains(s, "sans accès") })
	if len(told) != 1 {
		t.Errorf("%q", p.subjects(primaryEmail))
	}
}

// Each alert reaches whom it is for, and is undone with its transaction.
func TestAlerts(t *testing.T) {
	r, p := withPost(t)
	a, at := r.server.Alerts(), r.clock.Now()
	primary, delegate := r.people[access.Primary].ID, r.people[access.Delegate].ID
	failure := errors.New("undone")
	for name, c := range map[string]struct {
		do   func(*store.Tx) error
		want []string
	}{
		"invitation": {func(tx *store.Tx) error { return a.Invite(tx, r.provider.ID, delegate, "pupitre1-x", primary, at) }, []string{"delegate"}},
		"password":   {func(tx *store.Tx) error { return a.PasswordChanged(tx, primary, at) }, []string{"primary"}},
		"e-mail": {func(tx *store.Tx) error {
			return a.EmailChanged(tx, primary, "old@boreale.example", "new@boreale.example", at)
		}, []string{"new", "old"}},
		"transfer":  {func(tx *store.Tx) error { return a.PrimaryTransferred(tx, r.provider.ID, primary, delegate, at) }, []string{"delegate", "primary"}},
		"added":     {func(tx *store.Tx) error { return a.DelegateAdded(tx, r.provider.ID, delegate, primary, at) }, []string{"delegate", "primary"}},
		"removed":   {func(tx *store.Tx) error { return a.DelegateRemoved(tx, r.provider.ID, delegate, primary, at) }, []string{"delegate", "primary"}},
		"fail-over": {func(tx *store.Tx) error { return a.Failover(tx, r.provider.ID, "Nord", "Sud", at) }, []string{"primary"}},
		"none serves": {func(tx *store.Tx) error {
			return a.NoneServes(tx, mail.FailoverNone, r.provider.ID, "Nord", at)
		}, []string{"primary"}},
		"no fail-over": {func(tx *store.Tx) error {
			return a.NoneServes(tx, mail.FailoverOff, r.provider.ID, "Nord", at)
		}, []string{"primary"}},
		"serves again": {func(tx *store.Tx) error { return a.ServesAgain(tx, r.provider.ID, "Nord", at) }, []string{"primary"}},
	} {
		err := r.store.Write(t.Context(), func(tx *store.Tx) error { return errors.Join(c.do(tx), failure) })
		if !errors.Is(err, failure) || r.deliver() != (server.Delivered{}) {
			t.Errorf("%s: a letter about what did not happen: %v", name, err)
		}
		p.sent = nil
		r.must(r.store.Write(t.Context(), c.do))
		r.deliver()
		var got []string
		for _, m := range p.sent {
			who, _, _ := strings.Cut(m.To, "@")
			got = append(got, who)
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: written to %v, want %v", name, got, c.want)
		}
	}
}

// A letter begins with the language that its reader has chosen.
func TestLettersSpeakTheReadersLanguage(t *testing.T) {
	r, p := withPost(t)
	token := r.signIn(access.Primary, 1).Token
	push := r.rename(1, 1, "", "")
	push.Mutations[0].Entity = settings.PersonEntity(r.people[access.Primary].ID)
	push.Mutations[0].Fields = []wire.FieldEdit{{Name: settings.FieldLanguage, Base: wire.Value("null"), Value: settings.Text("en")}}
	if outcome, code := r.outcome(token, push); outcome != wire.Applied {
		t.Fatalf("%s %s", outcome, code)
	}
	r.signIn(access.Primary, 2)
	r.deliver()
	if got := p.subjects(primaryEmail); !slices.Equal(got, []string{"New device: test"}) {
		t.Errorf("%q", got)
	}
	if p.sent[0].From != "Téléphonie Boréale" || syncing.ProviderOf(r.space) != r.provider.ID {
		t.Errorf("signed %q", p.sent[0].From)
	}
}

// With a key of the operator's, what is sealed opens with it alone.
func TestSealedWithTheOperatorsKey(t *testing.T) {
	key := []byte("0123456789abcdef0123456789abcdef")
	r := newRig(t, func(o *server.Options) { o.Key = key })
	secret, _ := r.enrolled(r.signIn(access.Primary, 1).Token)
	r.clock.add(time.Minute)
	without := *r
	s, err := server.New(server.Options{Store: r.store, Hash: cheap, Now: r.clock.Now})
	r.must(err)
	without.web.Config.Handler = s.Handler()
	if got := without.tryPassword(password, r.totpAt(secret), 1); got.status != 500 {
		t.Errorf("without the key: %d %s", got.status, got.body)
	}
	if _, err := server.New(server.Options{Store: r.store, Key: key[:5]}); err == nil {
		t.Error("a short key is taken")
	}
}
