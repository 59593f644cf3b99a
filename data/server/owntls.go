package server

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"time"

	"pupitre/data/fault"
	"pupitre/data/store"
)

// ownLife is how long a certificate of our own making is good for. Desktops look at its key alone, which stays the same, so
// that each start of the server makes a new one.
const ownLife = 10 * 365 * 24 * time.Hour

// OwnCertificate makes a certificate that no authority vouches for, for the hosts. Its key is drawn once and kept in the
// database, sealed, so that replicas have the same one and the pin of invitations stays right. key is that of Options.
func OwnCertificate(ctx context.Context, db *store.Server, key []byte, rand io.Reader, now time.Time, hosts ...string) (tls.Certificate, error) {
	const op = "server.OwnCertificate"
	sealed, err := newBox(ctx, db, key, rand, now)
	if err != nil {
		return tls.Certificate{}, fault.Wrap(op, err)
	}
	private, err := ownKey(ctx, db, sealed, rand, now)
	if err != nil {
		return tls.Certificate{}, fault.Wrap(op, err)
	}
	serial := make([]byte, 16)
	if _, err := io.ReadFull(rand, serial); err != nil {
		return tls.Certificate{}, fault.Wrap(op, err)
	}
	form := &x509.Certificate{
		SerialNumber: new(big.Int).SetBytes(serial), Subject: pkix.Name{CommonName: "Pupitre"},
		NotBefore: now.Add(-24 * time.Hour), NotAfter: now.Add(ownLife), // clocks differ
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			form.IPAddresses = append(form.IPAddresses, ip)
		} else if host != "" {
			form.DNSNames = append(form.DNSNames, host)
		}
	}
	der, err := x509.CreateCertificate(rand, form, form, private.Public(), private)
	if err != nil {
		return tls.Certificate{}, fault.Wrap(op, err)
	}
	leaf, err := x509.ParseCertificate(der)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: private, Leaf: leaf}, fault.Wrap(op, err)
}

const aboutOwnKey = "tls"

// ownKey reads the key of the database, and draws it the first time.
func ownKey(ctx context.Context, db *store.Server, b *box, rand io.Reader, now time.Time) (crypto.Signer, error) {
	const op = "server.ownKey"
	kept, err := serverSecret(ctx, db, store.TLSSecret, now, func() (string, error) {
		fresh, err := ecdsa.GenerateKey(elliptic.P256(), rand)
		if err != nil {
			return "", err
		}
		packed, err := x509.MarshalPKCS8PrivateKey(fresh)
		if err != nil {
			return "", err
		}
		return b.seal(packed, aboutOwnKey)
	})
	if err != nil {
		return nil, err
	}
	packed, err := b.open(kept, aboutOwnKey)
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS8PrivateKey(packed)
	if err != nil {
		return nil, fault.As(fault.Internal, op, "", err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fault.As(fault.Internal, op, "", errSealed)
	}
	return signer, nil
}
