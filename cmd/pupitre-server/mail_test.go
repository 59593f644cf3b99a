package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/wire"
	"pupitre/internal/smtptest"
)

// enter accepts the invitation that a run of "provider add" has printed.
func enter(t *testing.T, code, password string) (*remote.Client, remote.Invite) {
	t.Helper()
	invite, err := remote.ParseInvite(code)
	if err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	c, err := remote.New(remote.Options{BaseURL: invite.Server, Pin: invite.Pin})
	if err != nil {
		t.Fatal(err)
	}
	in := wire.AcceptInvite{Secret: invite.Secret, Name: "Luc Gagné", Password: password, Device: device, DeviceName: "Poste 1"}
	if _, err := c.AcceptInvite(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	return c, invite
}

var resetCode = regexp.MustCompile(`(?m)^    ([A-Z2-9]{4}-[A-Z2-9]{4})$`)

// A password is forgotten and chosen anew with the code of a letter, which the real program sends through a real mail server,
// encrypted and signed in.
func TestForgottenPassword(t *testing.T) {
	post := smtptest.Start(t, "-mode", "starttls", "-user", "pupitre", "-password", "Sésame-9")
	data, secrets := t.TempDir(), t.TempDir()
	file := filepath.Join(secrets, "smtp")
	if err := os.WriteFile(file, []byte("Sésame-9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, "--listen", "127.0.0.1:0", "--data", data, "--smtp", post.Address, "--smtp-user", "pupitre",
		"--smtp-password-file", file, "--smtp-ca", post.RootsFile(), "--mail-from", "ne-pas-repondre@nordet.example")
	added := runProgram(t, "provider", "add", "--data", data, "--slug", "nordet", "--name", "Nordet", "--primary-email", "luc@x.example")
	c, _ := enter(t, added.out, "Lac-tranquille9")
	for _, address := range []string{"nobody@x.example", "luc@x.example"} {
		if err := c.Forgot(t.Context(), wire.Forgot{Email: address, Language: "fr"}); err != nil {
			t.Fatal(err)
		}
	}
	letter := post.Wait(t, 1)
	found := resetCode.FindStringSubmatch(letter.Text)
	if found == nil || !strings.HasSuffix(letter.Envelope, "[luc@x.example]") {
		t.Fatalf("%s\n%s", letter.Envelope, letter.Text)
	}
	in := wire.Reset{Email: "luc@x.example", Code: strings.ToLower(found[1]), Password: "Rive-lointaine4"}
	if err := c.Reset(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Session(t.Context()); !fault.Is(err, fault.SignedOut) {
		t.Errorf("the session of before: %v", err)
	}
	for password, want := range map[string]string{"Lac-tranquille9": "server.bad_credentials", in.Password: ""} {
		_, err := c.SignIn(t.Context(), wire.SignIn{Email: in.Email, Password: password, Device: device})
		if key, _ := fault.KeyOf(err); (err == nil) != (want == "") || (err != nil && key != want) {
			t.Errorf("with %s: %v", password, err)
		}
	}
	if again := post.Wait(t, 2); again.Subject != "Votre mot de passe a été réinitialisé" {
		t.Errorf("second letter: %s", again.Subject)
	}
	if n := len(post.Messages(t)); n != 2 {
		t.Errorf("%d letters", n)
	}
	if log := s.log.String(); strings.Contains(log, found[1]) || strings.Contains(log, "Sésame") || strings.Contains(log, in.Password) {
		t.Error("the log has a secret")
	}
}

// Without a mail server, letters wait, and the log says so.
func TestLettersWaitWithoutAMailServer(t *testing.T) {
	data := t.TempDir()
	s := serve(t, "--listen", "127.0.0.1:0", "--data", data)
	c, err := remote.New(remote.Options{BaseURL: s.url})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Forgot(t.Context(), wire.Forgot{Email: "luc@x.example", Language: "fr"}); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(soon); !strings.Contains(s.log.String(), "no mail server is known"); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the log says nothing: %s", s.log)
		}
	}
}

func TestMailOptionsThatCannotWork(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	base := []string{"serve", "--listen", "127.0.0.1:0", "--data", t.TempDir(), "--mail-from", "a@x.example"}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--smtp", "courriel.example"}, "n’en est pas une"},
		{[]string{"--smtp", "courriel.example:25", "--smtp-tls", "none"}, "connexion chiffrée"},
		{[]string{"--smtp", "courriel.example:587", "--smtp-user", "luc"}, "ensemble"},
		{[]string{"--smtp", "courriel.example:587", "--smtp-user", "luc", "--smtp-password-file", empty}, "ne peut pas être lu"},
		{[]string{"--smtp", "courriel.example:587", "--smtp-ca", empty}, "aucun certificat"},
		{[]string{"--smtp", "courriel.example:587", "--mail-from", "luc"}, "expéditeur"},
		{[]string{"--key-file", empty}, "ne peut pas être lu"},
		{[]string{"--tls-own", "--tls-cert", empty, "--tls-key", empty}, "Choisissez"},
	} {
		got := runProgram(t, append(base[:len(base):len(base)], c.args...)...)
		if got.code != 2 || !strings.Contains(got.err, c.want) || got.out != "" {
			t.Errorf("%v: %+v", c.args, got)
		}
	}
}
