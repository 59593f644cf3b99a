package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/pquerna/otp/totp"

	"pupitre/cmd/internal/cli"
	"pupitre/data/demo"
	"pupitre/data/remote"
	"pupitre/data/wire"
)

// factor is a second factor that was turned on.
type factor struct {
	secret   string
	recovery []string
}

// code is the one of the next interval, which the server takes as well: that of now has served to turn the factor on.
func (f factor) code(t *testing.T) string {
	t.Helper()
	code, err := totp.GenerateCode(f.secret, time.Now().Add(30*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// turnFactorOn sets a second factor up for the person of the demonstration.
func (s *shellOf) turnFactorOn() factor {
	s.t.Helper()
	check := func(err error) {
		s.t.Helper()
		if err != nil {
			s.t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	client, err := remote.New(remote.Options{BaseURL: s.url, UserAgent: "test"})
	check(err)
	session, err := client.SignIn(ctx, wire.SignIn{Email: demo.Email, Password: demo.Password, Device: uuid.Must(uuid.NewV7()).String(), DeviceName: "test"})
	check(err)
	client.SetToken(session.Token)
	begun, err := client.TOTPBegin(ctx, demo.Password)
	check(err)
	code, err := totp.GenerateCode(begun.Secret, time.Now())
	check(err)
	out, err := client.TOTPConfirm(ctx, code)
	check(err)
	check(client.SignOut(ctx))
	return factor{begun.Secret, out.Codes}
}

// A script gives the code of the second factor by the option, by the environment or on the line after the password; a recovery
// code serves once.
func TestASecondFactorAtSignIn(t *testing.T) {
	s := newShell(t)
	f := s.turnFactorOn()
	s.want(cli.Done, "sign-out")
	signIn := []string{"sign-in", s.url, demo.Email}

	s.wantSentence(cli.Failed, "ctl.no_code", signIn)
	s.wantSentence(cli.Failed, "totp.wrong_code", append(signIn, "--code", "000000"))

	s.want(cli.Done, append(signIn, "--code", f.code(t))...)
	s.want(cli.Done, "sync")
	s.want(cli.Done, "sign-out")

	s.env[codeVariable] = strings.ToLower(f.recovery[0])
	s.want(cli.Done, signIn...)
	s.want(cli.Done, "sign-out")
	s.wantSentence(cli.Failed, "totp.wrong_code", signIn) // it has served
	delete(s.env, codeVariable)

	delete(s.env, passwordVariable)
	s.in = demo.Password + "\r\n" + f.recovery[1] + "\n"
	s.want(cli.Done, signIn...)
	s.want(cli.Done, "sign-out")
	s.in = demo.Password + "\n\n"
	s.wantSentence(cli.Failed, "ctl.no_code", signIn)
}

// Where no keychain keeps the session, a command opens one with the code of the environment, and never reads it from the
// input, which is the command's.
func TestACommandWithoutAKeychainGivesTheCode(t *testing.T) {
	s := newShell(t)
	f := s.turnFactorOn()
	s.want(cli.Done, "sign-out")
	s.in = f.recovery[0] + "\n"
	s.wantSentence(cli.Failed, "ctl.no_code", []string{"sync"})
	s.env[codeVariable] = f.recovery[0]
	s.want(cli.Done, "sync")
}
