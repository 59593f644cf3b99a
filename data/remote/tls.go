package remote

import (
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"net"
	"net/http"
	"time"

	"pupitre/data/fault"
)

// errWrongPin is the cause when a server has another key than the one it is known by.
var errWrongPin = errors.New("the server's public key is not the pinned one")

// PinOf is the pin of a certificate: the SHA-256 of its public key (SubjectPublicKeyInfo, as in RFC 7469), base64url
// without padding. It stays the same when the certificate is renewed with its key.
func PinOf(cert *x509.Certificate) string {
	sum := sha256.Sum256(cert.RawSubjectPublicKeyInfo)
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// checkPin refuses a pin that cannot be one.
func checkPin(pin string) error {
	if raw, err := base64.RawURLEncoding.DecodeString(pin); err != nil || len(raw) != sha256.Size {
		return fault.New(fault.Invalid, "remote.checkPin", "remote.bad_pin")
	}
	return nil
}

// newTransport makes the network's transport. With a pin, the key alone says who the server is: a certificate of its own
// making will do, and one of any authority for another key will not.
func newTransport(pin string) (*http.Transport, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if pin != "" {
		if err := checkPin(pin); err != nil {
			return nil, err
		}
		config.InsecureSkipVerify = true // VerifyConnection is the check, and runs for resumed sessions too
		config.VerifyConnection = func(state tls.ConnectionState) error {
			if len(state.PeerCertificates) == 0 {
				return errWrongPin
			}
			got := PinOf(state.PeerCertificates[0])
			if subtle.ConstantTimeCompare([]byte(got), []byte(pin)) != 1 {
				return errWrongPin
			}
			return nil
		}
	}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig:        config,
		TLSHandshakeTimeout:    10 * time.Second,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           8,
		MaxIdleConnsPerHost:    4,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}, nil
}
