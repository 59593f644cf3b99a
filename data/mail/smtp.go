package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"

	"pupitre/data/fault"
)

// Encryption is how the way to the mail server is protected.
type Encryption string

// The encryptions. None is for a mail server on this computer only.
const (
	StartTLS Encryption = "starttls" // required: a server that does not offer it is refused
	Implicit Encryption = "implicit" // from the first byte, RFC 8314
	None     Encryption = "none"
)

// sendTime bounds one exchange with the mail server, from the connection to its last answer.
const sendTime = 30 * time.Second

// SMTPOptions say which mail server takes our letters. User and Password are both set or both empty.
type SMTPOptions struct {
	Address    string // host:port
	User       string
	Password   string
	Encryption Encryption
	From       string           // address of the sender
	Roots      *x509.CertPool   // authorities; those of the system when nil
	Now        func() time.Time // time.Now
}

// SMTP sends messages through a mail server. It is safe for concurrent use; each message has a connection of its own.
type SMTP struct {
	options SMTPOptions
	host    string
	port    int
}

// ErrRefused is in the chain of the error of a message that the mail server will never take, such as one to an address that does
// not exist.
var ErrRefused = errors.New("the mail server refused the message")

// NewSMTP checks the options: mail.bad_server for an address that is none, mail.bad_sender for a sender that is none,
// mail.plain_smtp for a way without encryption to another computer. It does not connect.
func NewSMTP(o SMTPOptions) (*SMTP, error) {
	const op = "mail.NewSMTP"
	host, text, err := net.SplitHostPort(o.Address)
	if err != nil || host == "" {
		return nil, fault.As(fault.Invalid, op, "mail.bad_server", errAddress, "Address", clean(o.Address))
	}
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil || port == 0 {
		return nil, fault.As(fault.Invalid, op, "mail.bad_server", errAddress, "Address", clean(o.Address))
	}
	if err := CheckAddress(o.From); err != nil {
		return nil, fault.As(fault.Invalid, op, "mail.bad_sender", err)
	}
	if (o.User == "") != (o.Password == "") {
		return nil, fault.New(fault.Invalid, op, "mail.half_login")
	}
	switch o.Encryption {
	case StartTLS, Implicit:
	case None:
		if !isHere(host) {
			return nil, fault.New(fault.Invalid, op, "mail.plain_smtp", "Address", clean(o.Address))
		}
	default:
		return nil, fault.As(fault.Internal, op, "", errors.ErrUnsupported)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &SMTP{options: o, host: host, port: int(port)}, nil
}

// isHere tells whether a host is this computer for certain.
func isHere(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || (err == nil && ip.Unmap().IsLoopback())
}

// Send hands a message to the mail server. An error that has ErrRefused in its chain is final; any other may pass. Once the
// server has said that it has the message, nothing that follows is an error.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	const op = "mail.Send"
	msg, err := s.message(m)
	if err != nil {
		return fault.Wrap(op, err)
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	client, err := s.client(ctx)
	if err != nil {
		return fault.As(fault.Internal, op, "", err)
	}
	err = client.DialAndSendWithContext(ctx, msg)
	if err == nil || msg.IsDelivered() {
		return nil
	}
	if isFinal(err) {
		err = errors.Join(ErrRefused, err)
	}
	return fault.As(fault.Unavailable, op, "mail.not_sent", err)
}

// isFinal tells a refusal of this message (a permanent answer to its recipient or its text) from one of its sender or of our
// login, which the operator can mend.
func isFinal(err error) bool {
	var sent *gomail.SendError
	if !errors.As(err, &sent) || sent.IsTemp() || sent.ErrorCode() < 500 {
		return false
	}
	return sent.Reason == gomail.ErrSMTPRcptTo || sent.Reason == gomail.ErrSMTPDataClose
}

// logins are how we sign in, the best first. The library gives a password in clear to nobody but an encrypted server.
var logins = []gomail.SMTPAuthType{gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin}

// client is one connection to come, which ends with ctx: the library looks at its context only while it connects.
func (s *SMTP) client(ctx context.Context) (*gomail.Client, error) {
	o := s.options
	protection := &tls.Config{ServerName: s.host, RootCAs: o.Roots, MinVersion: tls.VersionTLS12}
	policy, accepted := gomail.NoTLS, logins
	switch o.Encryption {
	case StartTLS:
		policy = gomail.TLSMandatory
	case None:
		accepted = []gomail.SMTPAuthType{gomail.SMTPAuthPlainNoEnc} // it stays on this computer
	case Implicit: // the connection below is encrypted
	}
	opts := []gomail.Option{
		gomail.WithPort(s.port), gomail.WithTimeout(sendTime), gomail.WithoutNoop(),
		gomail.WithTLSConfig(protection), gomail.WithTLSPolicy(policy),
		gomail.WithDialContextFunc(func(dial context.Context, network, address string) (net.Conn, error) {
			conn, err := new(net.Dialer).DialContext(dial, network, address)
			if err != nil {
				return nil, err
			}
			context.AfterFunc(ctx, func() { _ = conn.Close() }) // who waits on it is told by their read
			if o.Encryption != Implicit {
				return conn, nil
			}
			encrypted := tls.Client(conn, protection)
			return encrypted, encrypted.HandshakeContext(dial)
		}),
	}
	if o.User != "" {
		opts = append(opts, gomail.WithOpportunisticSMTPAuth(accepted...), gomail.WithUsername(o.User), gomail.WithPassword(o.Password))
	}
	return gomail.NewClient(s.host, opts...)
}

func (s *SMTP) message(m Message) (*gomail.Msg, error) {
	const op = "mail.message"
	msg := gomail.NewMsg()
	if err := msg.FromFormat(clean(m.From), s.options.From); err != nil {
		return nil, fault.Wrap(op, err)
	}
	if err := CheckAddress(m.To); err != nil {
		return nil, fault.Wrap(op, err)
	}
	if err := msg.To(m.To); err != nil {
		return nil, fault.Wrap(op, err)
	}
	msg.Subject(clean(m.Subject))
	msg.SetDateWithValue(s.options.Now())
	msg.SetMessageIDWithValue(m.ID + "@" + domainOf(s.options.From))
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no absence notices, please
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	for _, image := range m.Images {
		msg.EmbedReadSeeker(image.Name, bytes.NewReader(image.Body),
			gomail.WithFileContentID("<"+image.ID+">"), gomail.WithFileContentType(gomail.ContentType(image.Type)))
	}
	return msg, nil
}
