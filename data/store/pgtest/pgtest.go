// Package pgtest runs private instances of PostgreSQL for tests: on a socket in a temporary folder, as an ordinary user, gone
// with the test program however that ends. A computer without PostgreSQL fails the test.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// patience bounds what a healthy PostgreSQL does in a second or two.
const patience = time.Minute

// Instance is a running PostgreSQL.
type Instance struct {
	dir   string // holds the data and the socket
	bin   string
	user  account
	guard *guard
}

// Options of an instance of a test's own.
type Options struct {
	// Durable has commits wait for the disk, as in real life. Without it, what was committed survives the death of a
	// server process, but not that of the computer.
	Durable bool
	// Settings go into postgresql.conf.
	Settings map[string]string
}

var (
	shared    sync.Mutex
	common    *Instance
	databases atomic.Int64
)

// Database makes an empty database on the instance that the tests of a program share, and gives its address. The order of
// texts in it is that of French in Canada, unlike the order of bytes that our columns ask for.
func Database(t testing.TB) string {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if common == nil {
		i, err := start(Options{})
		if err != nil {
			t.Fatal(err)
		}
		common = i
	}
	return common.Database(t)
}

// Start runs an instance of the test's own, to be stopped and killed.
func Start(t testing.TB, o Options) *Instance {
	t.Helper()
	i, err := start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(i.Kill(), os.RemoveAll(i.dir)); err != nil {
			t.Error(err)
		}
	})
	return i
}

func start(o Options) (*Instance, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	i := &Instance{bin: bin, user: ordinaryUser()}
	if i.dir, err = os.MkdirTemp("", "pupitre-pg-"); err != nil {
		return nil, err
	}
	if err := i.user.own(i.dir); err != nil {
		return nil, err
	}
	out, err := i.command("initdb", "--pgdata="+i.data(), "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C",
		"--locale-provider=icu", "--icu-locale=fr-CA", "--no-sync", "--no-instructions").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	if err := i.configure(o); err != nil {
		return nil, err
	}
	return i, i.Restart()
}

// configure writes the settings: no network, little memory, and no waiting for the disk unless it is asked for.
func (i *Instance) configure(o Options) error {
	settings := map[string]string{
		"listen_addresses": "", "unix_socket_directories": i.dir, "shared_buffers": "16MB",
		// A killed instance leaves the other kind behind in /dev/shm until the computer restarts.
		"dynamic_shared_memory_type": "mmap", "max_connections": "120",
		"log_checkpoints": "off", "autovacuum": "off",
	}
	if !o.Durable {
		settings["fsync"], settings["synchronous_commit"], settings["full_page_writes"] = "off", "on", "off"
	}
	for name, value := range o.Settings {
		settings[name] = value
	}
	var text strings.Builder
	for name, value := range settings {
		fmt.Fprintf(&text, "%s = '%s'\n", name, strings.ReplaceAll(value, "'", "''"))
	}
	path := filepath.Join(i.data(), "postgresql.auto.conf")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		return err
	}
	return i.user.own(path)
}

func (i *Instance) data() string { return filepath.Join(i.dir, "data") }

// command prepares a program of PostgreSQL, run as the instance's user.
func (i *Instance) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(i.bin, name), args...)
	cmd.Dir = i.dir
	cmd.Env = []string{"LC_ALL=C", "TZ=UTC", "PATH=" + os.Getenv("PATH")}
	cmd.SysProcAttr = i.user.attributes()
	return cmd
}

// URL is the address of a database of the instance.
func (i *Instance) URL(database string) string {
	return "postgres://postgres@/" + database + "?" + url.Values{"host": {i.dir}}.Encode()
}

// Host is the folder of the socket, for an address that names several hosts.
func (i *Instance) Host() string { return i.dir }

// Database makes an empty database and gives its address. It goes away with the instance.
func (i *Instance) Database(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("test_%d", databases.Add(1))
	if err := i.SQL("postgres", "CREATE DATABASE "+name+" TEMPLATE template0"); err != nil {
		t.Fatal(err)
	}
	return i.URL(name)
}

// SQL runs statements in a database, as an operator would.
func (i *Instance) SQL(database string, statements ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c, err := pgx.Connect(ctx, i.URL(database))
	if err != nil {
		return err
	}
	for _, s := range statements {
		if _, err := c.Exec(ctx, s); err != nil {
			return errors.Join(fmt.Errorf("%s: %w", s, err), c.Close(ctx))
		}
	}
	return c.Close(ctx)
}

// Kill ends all processes of the instance at once, by SIGKILL, as the kernel does when memory is short.
func (i *Instance) Kill() error { return i.guard.kill(filepath.Join(i.data(), "postmaster.pid")) }

// Stop ends the instance: "fast" is in good order, "immediate" is a crash that recovery mends.
func (i *Instance) Stop(mode string) error {
	out, err := i.command("pg_ctl", "stop", "--pgdata="+i.data(), "--mode="+mode, "--wait").CombinedOutput()
	if err != nil {
		return fmt.Errorf("pg_ctl stop: %w: %s", err, out)
	}
	return i.Kill() // what is left is the guard
}

// Restart starts an instance that was stopped or killed, and waits until it answers.
func (i *Instance) Restart() error {
	guard, err := i.guarded()
	if err != nil {
		return err
	}
	i.guard = guard
	deadline := time.Now().Add(patience)
	for {
		err := i.command("pg_isready", "--host="+i.dir, "--quiet").Run()
		switch {
		case err == nil:
			return nil
		case guard.ended():
			return fmt.Errorf("PostgreSQL ended while starting: %s", i.Log())
		case time.Now().After(deadline):
			return fmt.Errorf("PostgreSQL does not answer: %s", i.Log())
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// Log is what the instance has said.
func (i *Instance) Log() string {
	b, err := os.ReadFile(i.logPath())
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func (i *Instance) logPath() string { return filepath.Join(i.dir, "log") }
