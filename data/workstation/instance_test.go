//go:build unix

package workstation

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"pupitre/data/fault"
)

const shortPatience = 300 * time.Millisecond

// mustClaim takes the folder and counts the requests to raise.
func mustClaim(t *testing.T, folder string) (*Instance, chan struct{}) {
	t.Helper()
	raised := make(chan struct{}, 10)
	inst, err := Claim(folder, func() { raised <- struct{}{} })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = inst.Close() })
	return inst, raised
}

func TestASecondStartRaisesTheFirst(t *testing.T) {
	folder := t.TempDir()
	_, raised := mustClaim(t, folder)
	second := startOther(t, "claim", folder, nil)
	if got := second.line(); got != "claimed "+ErrRaised.Error() {
		t.Errorf("the second start says %q", got)
	}
	select {
	case <-raised:
	case <-time.After(10 * time.Second):
		t.Error("the first was not asked to raise its window")
	}
}

func TestAFolderGivenBackCanBeTakenAgain(t *testing.T) {
	folder := t.TempDir()
	first, _ := mustClaim(t, folder)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	mustClaim(t, folder)
}

func TestTwoFoldersAreTwoInstances(t *testing.T) {
	mustClaim(t, t.TempDir())
	mustClaim(t, t.TempDir())
}

func TestAKilledProgramLocksNobodyOut(t *testing.T) {
	folder := t.TempDir()
	first := startOther(t, "claim", folder, nil)
	if got := first.line(); got != "claimed <nil>" {
		t.Fatal(got)
	}
	if err := first.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.cmd.Wait() // killed: the exit status says so
	if _, err := os.Stat(filepath.Join(folder, instanceFile)); err != nil {
		t.Fatal("the killed program should have left its file, or this test proves nothing: ", err)
	}
	mustClaim(t, folder)
}

func TestAProgramThatDoesNotAnswerIsSaid(t *testing.T) {
	t.Run("without a window", func(t *testing.T) {
		folder := t.TempDir()
		if got := startOther(t, "lock", folder, nil).line(); got != "locked <nil>" {
			t.Fatal(got)
		}
		_, err := claim(folder, func() {}, shortPatience)
		wantKey(t, err, "workstation.busy")
	})
	t.Run("frozen", func(t *testing.T) {
		folder := t.TempDir()
		first := startOther(t, "claim", folder, nil)
		if got := first.line(); got != "claimed <nil>" {
			t.Fatal(got)
		}
		if err := first.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = first.cmd.Process.Signal(syscall.SIGCONT) }()
		var state syscall.WaitStatus // a signal that was sent has not arrived yet
		if _, err := syscall.Wait4(first.cmd.Process.Pid, &state, syscall.WUNTRACED, nil); err != nil || !state.Stopped() {
			t.Fatalf("%v %v", state, err)
		}
		_, err := claim(folder, func() {}, shortPatience)
		wantKey(t, err, "workstation.busy")
	})
}

func TestAnotherProgramAtAStaleAddressIsNotTakenForOurs(t *testing.T) {
	folder := t.TempDir()
	if got := startOther(t, "lock", folder, nil).line(); got != "locked <nil>" {
		t.Fatal(got)
	}
	stranger, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stranger.Close() }()
	go func() {
		for {
			conn, err := stranger.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\n\r\n")
			_ = conn.Close()
		}
	}()
	raw, err := json.Marshal(meeting{Address: stranger.Addr().String(), Token: "stale"})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, instanceFile), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = claim(folder, func() {}, shortPatience)
	wantKey(t, err, "workstation.busy")
}

func TestOnlyTheTokenRaises(t *testing.T) {
	folder := t.TempDir()
	inst, raised := mustClaim(t, folder)
	info, err := os.Stat(inst.path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the token can be read by others: %v", info.Mode())
	}
	for _, line := range []string{"\n", "guess\n", "no end of line", string(make([]byte, 1000))} {
		conn, err := net.Dial("tcp", inst.door.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(conn, line) // may be cut off while writing
		_ = conn.(*net.TCPConn).CloseWrite()
		answer, _ := io.ReadAll(conn) // a reset is as good as an end
		if len(answer) > 0 {
			t.Errorf("%.20q was answered %q", line, answer)
		}
		_ = conn.Close()
	}
	select {
	case <-raised:
		t.Error("raised without the token")
	default:
	}
}

// TestAFolderWithoutWritePermission runs as another user than root, whom no permission stops.
func TestAFolderWithoutWritePermission(t *testing.T) {
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	ordinary := func(cmd *exec.Cmd) {
		if os.Geteuid() == 0 {
			const nobody = 65534
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
			letIn(t, folder, cmd.Path)
		}
	}
	got := startOther(t, "lock", folder, ordinary).line()
	if want := "locked workstation.Folders: workstation.not_writable"; len(got) < len(want) || got[:len(want)] != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if names, err := os.ReadDir(folder); err != nil || len(names) > 0 {
		t.Errorf("something was written: %v, %v", names, err)
	}
}

// letIn lets every user reach the paths: temporary folders of root are closed to others.
func letIn(t *testing.T, paths ...string) {
	t.Helper()
	for _, path := range paths {
		for dir := filepath.Dir(path); dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
			info, err := os.Stat(dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(dir, info.Mode().Perm()|0o011); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestLockTellsBusyFromFailure(t *testing.T) {
	folder := t.TempDir()
	inst, err := Lock(folder)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Lock(folder)
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("held: %v", err)
	}
	if err := inst.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = Lock(filepath.Join(folder, "missing"))
	if !fault.Is(err, fault.Unavailable) || errors.Is(err, ErrRaised) {
		t.Errorf("no folder: %v", err)
	}
}
