package main

import (
	"context"
	"strings"
	"syscall"
	"testing"
	"time"

	"pupitre/data/remote"
	"pupitre/data/settings"
	"pupitre/data/store/pgtest"
	"pupitre/data/wire"
)

// office is a provider on servers that share a database of PostgreSQL, and a person signed in on each of them.
type office struct {
	t       *testing.T
	url     string
	space   string
	servers []*served
	people  []*remote.Client
}

// newOffice starts servers and founds a provider whose primary administrator uses a computer on each.
func newOffice(t *testing.T, servers int, args ...string) *office {
	t.Helper()
	o := &office{t: t, url: pgtest.Database(t)}
	for range servers {
		o.servers = append(o.servers, serve(t, append([]string{"--listen", "127.0.0.1:0", "--database", o.url}, args...)...))
	}
	added := runProgram(t, "provider", "add", "--database", o.url, "--slug", "nordet", "--name", "Nordet Télécom",
		"--primary-email", "luc@nordet.example", "--public-url", o.servers[0].url)
	if added.code != 0 {
		t.Fatalf("provider add: %+v", added)
	}
	o.space = acceptAndRename(t, strings.TrimSpace(added.out), "Nordet Boréal")
	for i, s := range o.servers {
		c := client(t, s.url)
		o.people = append(o.people, c)
		if i > 0 {
			o.signIn(i)
			continue
		}
		_, err := c.SignIn(t.Context(), wire.SignIn{Email: "luc@nordet.example", Password: "Lac-tranquille9", Device: device})
		if err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func deviceOf(i int) string { return strings.TrimSuffix(device, "1") + string(rune('1'+i)) }

func (o *office) signIn(i int) {
	o.t.Helper()
	_, err := o.people[i].SignIn(o.t.Context(), wire.SignIn{Email: "luc@nordet.example", Password: "Lac-tranquille9", Device: deviceOf(i)})
	if err != nil {
		o.t.Fatal(err)
	}
}

// rename pushes a new name through a server, and gives the revision.
func (o *office) rename(server int, seq int64, name string) int64 {
	o.t.Helper()
	page, err := o.people[server].Pull(o.t.Context(), o.space, 0, "", 0, 0)
	if err != nil {
		o.t.Fatal(err)
	}
	var base wire.Item
	for _, it := range page.Items {
		if it.Entity == settings.EntityProfile && it.Field == settings.FieldName {
			base = it
		}
	}
	res, err := o.people[server].Push(o.t.Context(), o.space, wire.Push{
		Device: deviceOf(server), Epoch: page.Epoch, Schema: wire.Schema, Mutations: []wire.Mutation{{
			Seq: seq, Kind: wire.Edit, Entity: settings.EntityProfile, MadeAt: time.Now(),
			Fields: []wire.FieldEdit{{Name: settings.FieldName, Base: base.Value, BaseRev: base.Rev, Value: settings.Text(name)}},
		}},
	})
	if err != nil || res.Results[0].Fields[0].Outcome != wire.Applied {
		o.t.Fatalf("%+v %v", res, err)
	}
	return res.Rev
}

// follow opens the stream of a server, and gives its pokes after the first, which tells the state at the start.
func (o *office) follow(server int) <-chan wire.Poke {
	o.t.Helper()
	ctx, cancel := context.WithCancel(o.t.Context())
	o.t.Cleanup(cancel)
	pokes := make(chan wire.Poke, 100)
	go func() { _ = o.people[server].Events(ctx, func() {}, func(p wire.Poke) { pokes <- p }) }()
	select {
	case <-pokes:
	case <-time.After(soon):
		o.t.Fatalf("no stream: %s", o.servers[server].log)
	}
	return pokes
}

// await waits until a stream tells a revision, and gives how long that took.
func (o *office) await(pokes <-chan wire.Poke, rev int64) time.Duration {
	o.t.Helper()
	start := time.Now()
	for {
		select {
		case p := <-pokes:
			if p.Space == o.space && p.Rev >= rev {
				return time.Since(start)
			}
		case <-time.After(soon):
			o.t.Fatalf("revision %d was never told", rev)
		}
	}
}

// An edit through one server reaches a stream on the other: by a hint within moments, without LISTEN within the poll.
func TestAnEditReachesTheStreamOfAnotherServer(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		most time.Duration
	}{
		"by hints":       {nil, 1500 * time.Millisecond}, // below the shortest poll
		"without LISTEN": {[]string{"--no-listen"}, 10 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, 2, c.args...)
			pokes := o.follow(1)
			if took := o.await(pokes, o.rename(0, 2, "Nordet Éclair")); took > c.most {
				t.Errorf("it took %v, at most %v was promised", took, c.most)
			} else {
				t.Logf("%v", took)
			}
			if _, page := get(t, o.servers[1].url+"/p/nordet"); !strings.Contains(page, "Nordet Éclair") {
				t.Errorf("the other server does not show the name: %s", page)
			}
			if _, figures := get(t, o.servers[1].url+"/metrics"); !strings.Contains(figures, "pupitre_hints_total") ||
				!strings.Contains(figures, `go_sql_open_connections{db_name="write"}`) || !strings.Contains(figures, "pupitre_database_retries_total") {
				t.Error("the figures about the database are missing")
			}
			for _, s := range o.servers {
				if code := s.signal(syscall.SIGTERM); code != 0 {
					t.Errorf("code %d, log %s", code, s.log)
				}
				if strings.Contains(s.log.String(), "postgres@") {
					t.Errorf("the user is in the log: %s", s.log)
				}
			}
		})
	}
}

// Backup, restore and epochs work on PostgreSQL as on a file; the backup of one can be served by the other.
func TestBackupAndRestoreOnPostgres(t *testing.T) {
	o := newOffice(t, 1)
	backup := t.TempDir() + "/copie.db"
	if got := runProgram(t, "backup", "--database", o.url, "--to", backup); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	o.rename(0, 2, "Après la copie")
	if got := runProgram(t, "restore", "--database", o.url, "--from", backup); got.code == 0 || !strings.Contains(got.err, "Un autre programme") {
		t.Errorf("a restore under a running server: %+v", got)
	}
	if got := runProgram(t, "epoch", "renew", "--database", o.url); got.code != 0 || !strings.Contains(got.out, "nouvelle époque") {
		t.Errorf("epoch renew: %+v", got)
	}
	o.servers[0].signal(syscall.SIGTERM)
	if got := runProgram(t, "restore", "--database", o.url, "--from", backup); got.code != 0 || !strings.Contains(got.err, "pupitre_replaced_") {
		t.Fatalf("restore: %+v", got)
	}
	if got := runProgram(t, "provider", "list", "--database", o.url); got.code != 0 || !strings.Contains(got.out, "Nordet Boréal") {
		t.Errorf("provider list: %+v", got)
	}
	data := t.TempDir()
	if got := runProgram(t, "restore", "--data", data, "--from", backup); got.code != 0 {
		t.Fatalf("restore into a folder: %+v", got)
	}
	if got := runProgram(t, "provider", "list", "--data", data); got.code != 0 || !strings.Contains(got.out, "Nordet Boréal") {
		t.Errorf("provider list: %+v", got)
	}
}

func TestWrongDatabases(t *testing.T) {
	for _, c := range []wrongUse{
		{"no place", []string{"migrate"}, "--database"},
		{"no address of PostgreSQL", []string{"migrate", "--database", "mysql://root:secret@x/y"}, "postgres://"},
		{"an unknown database", []string{"migrate", "--database", strings.Replace(pgtest.Database(t), "/test_", "/none_", 1)}, "refuse l’accès"},
		{"too few connections", []string{"serve", "--database", "postgres:///x", "--database-connections", "1"}, "au moins 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := runProgram(t, c.args...)
			if got.code != 2 || !strings.Contains(got.err, c.want) || strings.Contains(got.err, "secret") {
				t.Errorf("%+v, want code 2 and %q", got, c.want)
			}
		})
	}
}
