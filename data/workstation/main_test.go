package workstation

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// roleVariable makes the test binary play another process instead of running the tests.
const roleVariable = "WORKSTATION_TEST_ROLE"

// roles are what a second process can do. Each prints lines, then waits for its input to end.
var roles = map[string]func(folder string){
	"claim": func(folder string) {
		_, err := Claim(folder, func() { fmt.Println("raised") })
		fmt.Println("claimed", err)
	},
	"lock": func(folder string) {
		_, err := Lock(folder)
		fmt.Println("locked", err)
	},
	"keychain": func(string) {
		fmt.Println(OpenSecrets(SystemKeychain()).Persistent(), os.Getenv("DBUS_SESSION_BUS_ADDRESS"))
	},
	"locale": func(string) {
		language := SystemLanguage()
		if err := PrepareLocale(); err != nil {
			fmt.Println(err)
		}
		fmt.Printf("language=%s LC_ALL=%s LANGUAGE=%s\n", language, os.Getenv("LC_ALL"), os.Getenv("LANGUAGE"))
	},
}

func TestMain(m *testing.M) {
	role, folder, _ := strings.Cut(os.Getenv(roleVariable), " ")
	if role == "" {
		os.Exit(m.Run())
	}
	roles[role](folder)
	_, _ = io.Copy(io.Discard, os.Stdin) // ends with the test that started it
}

// other is a second process.
type other struct {
	t     *testing.T
	cmd   *exec.Cmd
	stdin io.Closer
	lines chan string
}

func startOther(t *testing.T, role, folder string, change func(*exec.Cmd)) *other {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), roleVariable+"="+role+" "+folder)
	cmd.Stderr = os.Stderr
	if change != nil {
		change(cmd)
	}
	cmd.Env = append(cmd.Env, "GORACE=atexit_sleep_ms=0") // else every process takes a second to end
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	o := &other{t: t, cmd: cmd, stdin: stdin, lines: make(chan string, 100)}
	go func() {
		defer close(o.lines)
		for scanner := bufio.NewScanner(stdout); scanner.Scan(); {
			o.lines <- scanner.Text()
		}
	}()
	t.Cleanup(o.stop)
	return o
}

// line is the next line that the process prints.
func (o *other) line() string {
	o.t.Helper()
	select {
	case line := <-o.lines:
		return line
	case <-time.After(20 * time.Second):
		o.t.Fatal("the other process says nothing")
		return ""
	}
}

func (o *other) stop() {
	_ = o.stdin.Close()
	_ = o.cmd.Wait()
}
