package main

import (
	"crypto/x509"
	"errors"
	"io"
	"os"
	"strings"
	"sync"

	"pupitre/data/fault"
	"pupitre/data/mail"
	"pupitre/data/remote"
	"pupitre/data/server"
)

// mailFlags say which mail server takes our letters.
type mailFlags struct {
	SMTP         string `help:"${smtp}" placeholder:"${address}" name:"smtp"`
	SMTPUser     string `help:"${smtp_user}" placeholder:"${text}" name:"smtp-user"`
	SMTPPassword string `help:"${smtp_password}" type:"path" placeholder:"${file}" name:"smtp-password-file"`
	SMTPTLS      string `help:"${smtp_tls}" enum:"starttls,implicit,none" default:"starttls" name:"smtp-tls"`
	SMTPCA       string `help:"${smtp_ca}" type:"path" placeholder:"${file}" name:"smtp-ca"`
	MailFrom     string `help:"${mail_from}" placeholder:"${text}"`
}

// sender makes the way out for letters; nil without a mail server.
func (f mailFlags) sender() (server.Sender, error) {
	const op = "main.sender"
	if f.SMTP == "" {
		return nil, nil //nolint:nilnil // no mail server is a choice
	}
	o := mail.SMTPOptions{Address: f.SMTP, User: f.SMTPUser, Encryption: mail.Encryption(f.SMTPTLS), From: f.MailFrom}
	var err error
	if f.SMTPPassword != "" {
		if o.Password, err = readSecret(f.SMTPPassword); err != nil {
			return nil, err
		}
	}
	if f.SMTPCA != "" {
		text, err := os.ReadFile(f.SMTPCA)
		if o.Roots = x509.NewCertPool(); err != nil || !o.Roots.AppendCertsFromPEM(text) {
			return nil, fault.As(fault.Invalid, op, "server.cli.bad_authorities", errors.Join(errNoPEM, err), "Path", f.SMTPCA)
		}
	}
	s, err := mail.NewSMTP(o)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	return s, nil
}

// errNoPEM and errSecret are causes for the log; neither shows what is in the file.
var (
	errNoPEM  = errors.New("no certificate in PEM")
	errSecret = errors.New("empty or too long")
)

// maxSecret bounds a file with a secret, in bytes.
const maxSecret = 4096

// readSecret reads a file with one secret on one line.
func readSecret(path string) (string, error) {
	const op = "main.readSecret"
	bad := func(err error) error {
		return fault.As(fault.Invalid, op, "server.cli.bad_secret_file", err, "Path", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", bad(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(f, maxSecret+1))
	if err != nil {
		return "", bad(err)
	}
	secret := strings.TrimRight(string(text), "\r\n")
	if secret == "" || len(text) > maxSecret {
		return "", bad(errSecret)
	}
	return secret, nil
}

// reached is how desktops reach this server, once it listens.
type reached struct {
	mu sync.Mutex
	to contact
}

func (r *reached) set(to contact) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.to = to
}

// code is the text of an invitation with the secret.
func (r *reached) code(secret string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return remote.Invite{Server: r.to.URL, Pin: r.to.Pin, Secret: secret}.String()
}
