package main

import (
	"bytes"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pupitre/cmd/internal/cli"
)

// wrongUse is a command line, and a part of the sentence that must answer it.
type wrongUse struct {
	name string
	args []string
	want string
}

// What is refused: one clear sentence in the person's language, exit code 2, and nothing left behind.
func TestRefusals(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	dir := t.TempDir()
	damaged := filepath.Join(dir, "damaged")
	if err := os.MkdirAll(damaged, 0o700); err != nil {
		t.Fatal(err)
	}
	garbage := bytes.Repeat([]byte("this is no database\n"), 500)
	if err := os.WriteFile(filepath.Join(damaged, "pupitre-server.db"), garbage, 0o600); err != nil {
		t.Fatal(err)
	}
	config := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	fresh := filepath.Join(dir, "fresh")
	for _, c := range wrongUses(dir, fresh, damaged, taken.Addr().String(), config) {
		t.Run(c.name, func(t *testing.T) {
			got := runProgram(t, c.args...)
			if got.code != cli.Unfit || !strings.Contains(got.err, c.want) || got.out != "" {
				t.Errorf("%+v, want code 2 and %q", got, c.want)
			}
			if strings.Contains(got.err, "goroutine") || strings.Contains(got.err, "⟦") {
				t.Errorf("not for people: %s", got.err)
			}
		})
	}
	if b, err := os.ReadFile(filepath.Join(damaged, "pupitre-server.db")); err != nil || !bytes.Equal(b, garbage) {
		t.Errorf("the damaged file was touched: %v", err)
	}
	if _, err := os.Stat(fresh); !errors.Is(err, os.ErrNotExist) {
		t.Error("a refused command has left a folder behind")
	}
}

// wrongUses lists what is refused. fresh must never be made; config writes a configuration file.
func wrongUses(dir, fresh, damaged, taken string, config func(name, text string) string) []wrongUse {
	return []wrongUse{
		{"plain HTTP", []string{"serve", "--listen", "0.0.0.0:0", "--data", fresh}, "connexion chiffrée"},
		{"plain HTTP, in English", []string{"--lang", "en", "serve", "--listen", "0.0.0.0:0", "--data", fresh}, "requires an encrypted connection"},
		{"demonstration for everybody", []string{"serve", "--listen", "0.0.0.0:0", "--demo", "--data", fresh}, "mot de passe connu de tous"},
		{"plain public address", []string{"serve", "--listen", "127.0.0.1:0", "--public-url", "http://pupitre.example", "--data", fresh}, "https://"},
		{"no certificate there", []string{"serve", "--listen", "127.0.0.1:0", "--tls-cert", "none", "--tls-key", "none", "--data", fresh}, "certificat"},
		{"port in use", []string{"serve", "--listen", taken, "--data", filepath.Join(dir, "port")}, "Un autre programme utilise déjà l’adresse"},
		{"damaged database", []string{"serve", "--listen", "127.0.0.1:0", "--data", damaged}, "endommagé"},
		{"data is a file", []string{"serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(damaged, "pupitre-server.db")}, "ne peut pas"},
		{"unknown flag", []string{"serve", "--nope", "--data", fresh}, "Commande incomprise"},
		{"no folder", []string{"serve"}, "--data"},
		{"no command", []string{}, "Commande incomprise"},
		{"no address for the invitation", []string{"provider", "add", "--data", fresh, "--slug", "a-b", "--name", "A", "--primary-email", "a@b.example"}, "--public-url"},
		{"bad slug", []string{"provider", "add", "--data", filepath.Join(dir, "slug"), "--slug", "É", "--name", "A", "--primary-email", "a@b.example", "--public-url", "https://x.example"}, "adresse de portail"},
		{"invitation of nobody", []string{"provider", "invite", "--data", filepath.Join(dir, "slug"), "--slug", "none", "--public-url", "https://x.example"}, "Aucun fournisseur"},
		{"unknown key in the file", []string{"--config", config("key.yaml", "# the server\nlisten: 127.0.0.1:0\nlisen: x\n"), "serve", "--data", fresh}, "ligne 3\u00a0: l’option «\u00a0lisen\u00a0» n’existe pas"},
		{"key twice in the file", []string{"--config", config("twice.yaml", "demo: true\ndemo: false\n"), "serve", "--data", fresh}, "configuration"},
		{"list as file", []string{"--config", config("list.yaml", "- listen\n"), "serve", "--data", fresh}, "ligne 1"},
		{"no YAML", []string{"--config", config("bad.yaml", "listen: [\n"), "serve", "--data", fresh}, "YAML"},
		{"no file there", []string{"--config", filepath.Join(dir, "none.yaml"), "serve", "--data", fresh}, "ne peut pas être lu"},
		{"backup that is not there", []string{"restore", "--data", fresh, "--from", filepath.Join(dir, "none.db")}, "introuvable"},
	}
}
