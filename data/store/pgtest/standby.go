package pgtest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// appRole is the role of programs under test that are to be kept away for a while; a superuser, so that it owns all.
const appRole = "pupitre"

// replicated are the options of an instance that takes part in a fail-over.
func replicated(more map[string]string) Options {
	settings := map[string]string{"wal_level": "replica", "hot_standby": "on", "max_wal_senders": "4"}
	for name, value := range more {
		settings[name] = value
	}
	return Options{Durable: true, Settings: settings}
}

// Pair starts a primary with a standby that streams from it. Each keeps its place when they change roles, so that one
// address that names both, of [URLOf], finds whoever is primary.
func Pair(t testing.TB) (primary, standby *Instance) {
	t.Helper()
	primary = Start(t, replicated(nil))
	if err := primary.SQL("postgres", "CREATE ROLE "+appRole+" SUPERUSER LOGIN"); err != nil {
		t.Fatal(err)
	}
	standby = &Instance{bin: primary.bin, user: primary.user}
	var err error
	if standby.dir, err = os.MkdirTemp("", "pupitre-pg-"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if standby.guard != nil {
			err = standby.Kill()
		}
		if err := errors.Join(err, os.RemoveAll(standby.dir)); err != nil {
			t.Error(err)
		}
	})
	if err := standby.user.own(standby.dir); err != nil {
		t.Fatal(err)
	}
	if err := standby.Follow(primary); err != nil {
		t.Fatal(err)
	}
	return primary, standby
}

// URLOf is the address of a database on whichever of the instances takes writes, for the role that Fence keeps away.
func URLOf(database string, instances ...*Instance) string {
	hosts := ""
	for n, i := range instances {
		if n > 0 {
			hosts += ","
		}
		hosts += i.dir
	}
	return "postgres://" + appRole + "@/" + database + "?host=" + hosts
}

// Follow makes a stopped instance a new standby of another, and fences it: nobody but the administrator gets in before Admit.
func (i *Instance) Follow(primary *Instance) error {
	if err := os.RemoveAll(i.data()); err != nil {
		return err
	}
	out, err := i.command("pg_basebackup", "--pgdata="+i.data(), "--host="+primary.dir, "--username=postgres",
		"--checkpoint=fast", "--wal-method=stream", "--no-sync").CombinedOutput()
	if err != nil {
		return fmt.Errorf("pg_basebackup: %w: %s", err, out)
	}
	o := replicated(map[string]string{"primary_conninfo": "host=" + primary.dir + " user=postgres"})
	signal := filepath.Join(i.data(), "standby.signal")
	err = errors.Join(i.configure(o), os.WriteFile(signal, nil, 0o600), i.user.own(signal), i.gate("postgres"))
	if err != nil {
		return err
	}
	return i.Restart()
}

// CutOff ends the streaming, so that what the primary commits from now on is not here.
func (i *Instance) CutOff() error {
	return i.SQL("postgres", "ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()",
		`DO $$ BEGIN
			FOR i IN 1..500 LOOP
				EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_wal_receiver);
				PERFORM pg_sleep(0.01);
			END LOOP;
		END $$`)
}

// Promote makes a standby a primary.
func (i *Instance) Promote() error {
	out, err := i.command("pg_ctl", "promote", "--pgdata="+i.data(), "--wait").CombinedOutput()
	if err != nil {
		return fmt.Errorf("pg_ctl promote: %w: %s", err, out)
	}
	return nil
}

// Admit lets everybody in again.
func (i *Instance) Admit() error {
	if err := i.gate("all"); err != nil {
		return err
	}
	return i.SQL("postgres", "SELECT pg_reload_conf()")
}

// gate writes who may connect.
func (i *Instance) gate(who string) error {
	path := filepath.Join(i.data(), "pg_hba.conf")
	text := fmt.Sprintf("local all %s trust\nlocal replication all trust\n", who)
	return errors.Join(os.WriteFile(path, []byte(text), 0o600), i.user.own(path))
}
