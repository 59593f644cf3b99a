package remote

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"pupitre/data/fault"
)

// Invite is what a person needs for a first sign-in. As text it is one line of letters, digits, "-" and "_", so that it
// survives e-mail, chat and double-click.
type Invite struct {
	Server string // address, as ParseAddress gives it
	Pin    string // of the server's key, "" when an authority vouches for it
	Secret string // one-time
}

const (
	invitePrefix   = "pupitre1-" // the digit is the version of the form
	inviteSum      = 4           // bytes: a typing error passes once in four billion
	maxInvite      = 1024        // bytes
	inviteSplitter = "\n"        // stands in none of the parts
)

// String is the code. Its last bytes are the beginning of the SHA-256 of the others.
func (i Invite) String() string {
	body := []byte(strings.Join([]string{i.Server, i.Pin, i.Secret}, inviteSplitter))
	return invitePrefix + base64.RawURLEncoding.EncodeToString(append(body, checksum(body)...))
}

// ParseInvite reads a code as people paste it: with spaces and line breaks anywhere. A code that was cut, mistyped or is
// none at all is remote.bad_invite; one that leads to a bad or unsafe address is refused as New would.
func ParseInvite(code string) (Invite, error) {
	const op = "remote.ParseInvite"
	bad := func(err error) error { return fault.As(fault.Invalid, op, "remote.bad_invite", err) }
	if len(code) > 2*maxInvite {
		return Invite{}, fault.New(fault.Invalid, op, "remote.bad_invite")
	}
	packed, ok := strings.CutPrefix(strings.Join(strings.Fields(code), ""), invitePrefix)
	raw, err := base64.RawURLEncoding.Strict().DecodeString(packed)
	if err != nil {
		return Invite{}, bad(err)
	}
	if !ok || len(raw) <= inviteSum || len(raw) > maxInvite {
		return Invite{}, fault.New(fault.Invalid, op, "remote.bad_invite")
	}
	body, sum := raw[:len(raw)-inviteSum], raw[len(raw)-inviteSum:]
	parts := strings.Split(string(body), inviteSplitter)
	if !bytes.Equal(sum, checksum(body)) || len(parts) != 3 || parts[2] == "" {
		return Invite{}, fault.New(fault.Invalid, op, "remote.bad_invite")
	}
	i := Invite{Server: parts[0], Pin: parts[1], Secret: parts[2]}
	server, err := ParseAddress(i.Server)
	if err != nil {
		return Invite{}, fault.Wrap(op, err)
	}
	if server.String() != i.Server {
		return Invite{}, fault.New(fault.Invalid, op, "remote.bad_invite")
	}
	if i.Pin != "" {
		if err := checkPin(i.Pin); err != nil {
			return Invite{}, fault.Wrap(op, err)
		}
	}
	return i, nil
}

func checksum(body []byte) []byte {
	sum := sha256.Sum256(body)
	return sum[:inviteSum]
}
