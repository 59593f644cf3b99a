package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/wire"
)

// selfSigned writes a certificate that no authority vouches for, and its key.
func selfSigned(t *testing.T, dir string) (cert, key string) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "pupitre"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &secret.PublicKey, secret)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	err = errors.Join(
		os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600),
		os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: packed}), 0o600),
	)
	if err != nil {
		t.Fatal(err)
	}
	return cert, key
}

// A certificate of one's own making works because the invitation carries the pin of its key, and only with that pin.
func TestTLSWithAPinnedKey(t *testing.T) {
	data := t.TempDir()
	cert, key := selfSigned(t, data)
	s := serve(t, "--listen", "127.0.0.1:0", "--data", data, "--tls-cert", cert, "--tls-key", key)
	if !strings.HasPrefix(s.url, "https://127.0.0.1:") {
		t.Fatalf("address %s", s.url)
	}
	added := runProgram(t, "provider", "add", "--data", data, "--slug", "nordet", "--name", "Nordet", "--primary-email", "luc@x.example")
	invite, err := remote.ParseInvite(added.out)
	if err != nil || invite.Server != s.url || invite.Pin == "" {
		t.Fatalf("%+v: %+v %v", added, invite, err)
	}
	accept := func(pin string) error {
		c, err := remote.New(remote.Options{BaseURL: invite.Server, Pin: pin})
		if err != nil {
			t.Fatal(err)
		}
		in := wire.AcceptInvite{Secret: invite.Secret, Name: "Luc", Password: "Lac-tranquille9", Device: device}
		_, err = c.AcceptInvite(t.Context(), in)
		return err
	}
	if key, _ := fault.KeyOf(accept("")); key != "remote.untrusted" {
		t.Errorf("without the pin: %s", key)
	}
	if err := accept(invite.Pin); err != nil {
		t.Errorf("with the pin: %v", err)
	}
}

// Behind a proxy, the invitation leads to the public address, whose key is the proxy's.
func TestPublicAddress(t *testing.T) {
	data := t.TempDir()
	serve(t, "--listen", "127.0.0.1:0", "--data", data, "--public-url", "https://Pupitre.example/")
	added := runProgram(t, "provider", "add", "--data", data, "--slug", "nordet", "--name", "Nordet", "--primary-email", "luc@x.example")
	invite, err := remote.ParseInvite(added.out)
	if err != nil || invite.Server != "https://pupitre.example" || invite.Pin != "" {
		t.Errorf("%+v: %+v %v", added, invite, err)
	}
}

// The server's own certificate needs no file: its key stays the same over starts and under a key file, and the invitation has
// its pin. Somebody in the middle, with another certificate, is told nothing.
func TestOwnCertificate(t *testing.T) {
	data := t.TempDir()
	keyFile := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(keyFile, []byte(base64.StdEncoding.EncodeToString(make([]byte, 32))+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	flags := []string{"--listen", "127.0.0.1:0", "--data", data, "--tls-own", "--key-file", keyFile}
	s := serve(t, flags...)
	added := runProgram(t, "provider", "add", "--data", data, "--slug", "nordet", "--name", "Nordet", "--primary-email", "luc@x.example")
	_, invite := enter(t, added.out, "Lac-tranquille9")
	if invite.Pin == "" || !strings.HasPrefix(s.url, "https://") {
		t.Fatalf("%+v", invite)
	}
	s.end(func() { _ = s.stdin.Close() })

	again := serve(t, flags...)
	try := func(url string) error {
		c, err := remote.New(remote.Options{BaseURL: url, Pin: invite.Pin})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.SignIn(t.Context(), wire.SignIn{Email: "luc@x.example", Password: "Lac-tranquille9", Device: device})
		return err
	}
	if err := try(again.url); err != nil {
		t.Errorf("after another start: %v", err)
	}
	heard := 0
	middle := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { heard++ }))
	defer middle.Close()
	if key, _ := fault.KeyOf(try(middle.URL)); key != "remote.wrong_pin" || heard != 0 {
		t.Errorf("somebody in the middle: %s, %d requests", key, heard)
	}
	other := serve(t, "--listen", "127.0.0.1:0", "--data", t.TempDir(), "--tls-own")
	if key, _ := fault.KeyOf(try(other.url)); key != "remote.wrong_pin" {
		t.Errorf("another server of ours: %s", key)
	}
	raw, err := os.ReadFile(filepath.Join(data, "pupitre-server.db"))
	if err != nil || bytes.Contains(raw, []byte("PRIVATE KEY")) {
		t.Errorf("the private key is in clear: %v", err)
	}
}
