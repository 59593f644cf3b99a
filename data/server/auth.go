package server

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Life of a session: it ends when it was not used for sessionLife. Its end is moved once an hour at most, so that reading
// does not turn into writing.
const (
	sessionLife  = 30 * 24 * time.Hour
	sessionTouch = time.Hour
)

// errSignedOut is the one answer to a token that is missing, unknown, over or of a disabled person.
func errSignedOut(op string) error { return fault.New(fault.SignedOut, op, "server.signed_out") }

// action is a handler of a signed-in person. Its error becomes a problem.
type action func(w http.ResponseWriter, r *http.Request, who store.Session) error

// signedIn lets an action run for the session of the request's token.
func (s *Server) signedIn(do action) http.Handler {
	return s.plain(func(w http.ResponseWriter, r *http.Request) error {
		who, err := s.sessionOf(r)
		if err != nil {
			s.noticeRevoked(r, err)
			return err
		}
		if err := checkSchema(r); err != nil {
			return err
		}
		if err := s.prolongLease(w, r, who); err != nil {
			return err
		}
		if space := r.PathValue("space"); len(space) > wire.MaxName || strings.ContainsFunc(space, unicode.IsControl) {
			return fault.New(fault.Invalid, "server.signedIn", "server.malformed") // a database may not even take it as a text
		}
		return do(w, r.WithContext(store.For(r.Context(), providerIn(r))), who)
	})
}

// providerIn is the provider whose space a request is about, "" when it is about none: its transactions are kept within it.
func providerIn(r *http.Request) string {
	space := r.PathValue("space")
	if space == "" {
		space = r.URL.Query().Get("space") // of blobs
	}
	return syncing.ProviderOf(space)
}

// plain is a handler whose error becomes a problem.
func (s *Server) plain(do func(w http.ResponseWriter, r *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := do(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// sessionOf finds the session of a request and keeps it alive.
func (s *Server) sessionOf(r *http.Request) (store.Session, error) {
	const op = "server.sessionOf"
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" || len(token) > 2*SecretLength {
		return store.Session{}, errSignedOut(op)
	}
	who, err := s.lookUp(r.Context(), HashSecret(token))
	if err != nil {
		return store.Session{}, err
	}
	if now := s.now(); now.Sub(who.SeenAt) >= sessionTouch {
		err := s.store.Write(r.Context(), func(tx *store.Tx) error {
			return tx.TouchSession(who.ID, now, now.Add(sessionLife))
		})
		if err != nil { // a full disk must not sign people out: their session still has weeks
			s.log.Warn("session not prolonged", "request", requestID(r.Context()), "error", err)
		}
	}
	return who, nil
}

// lookUp reads a session by the hash of its token. Whoever was shut out is told so, and not to sign in again.
func (s *Server) lookUp(ctx context.Context, hash string) (who store.Session, err error) {
	const op = "server.lookUp"
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		who, err = tx.SessionByToken(hash, s.now())
		if !fault.Is(err, fault.NotFound) {
			return err
		}
		revoked, failure := tx.Revoked(hash)
		switch {
		case failure != nil:
			return failure
		case revoked:
			return &syncing.Refusal{Code: wire.CodeRevoked}
		}
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return store.Session{}, errSignedOut(op)
	}
	return who, fault.Wrap(op, err)
}

// checkSchema refuses programs whose messages are too old or too new. A program that does not say is as old as they get.
func checkSchema(r *http.Request) error {
	text := r.Header.Get(wire.SchemaHeader)
	if text == "" {
		return nil
	}
	if n, err := strconv.Atoi(text); err != nil || !wire.Speaks(n) {
		return &syncing.Refusal{Code: wire.CodeUpgrade}
	}
	return nil
}

// describe is the session as its person sees it, without the token.
func (s *Server) describe(tx *store.Tx, who store.Session) (out wire.Session, err error) {
	const op = "server.describe"
	person, err := tx.Person(who.Person)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	out.ExpiresAt = who.ExpiresAt
	out.Person = wire.Person{ID: person.ID, Email: person.Email, Name: person.Name, Code: person.Code}
	members, err := tx.Memberships(who.Person)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	out.Memberships = make([]wire.Membership, 0, len(members))
	for _, m := range members {
		provider, err := tx.Provider(m.Provider)
		if err != nil {
			return out, fault.Wrap(op, err)
		}
		profile, err := ProfileOf(tx, m.Provider)
		if err != nil {
			return out, fault.Wrap(op, err)
		}
		out.Memberships = append(out.Memberships, wire.Membership{
			Provider: m.Provider, Slug: provider.Slug, Name: profile.Name, Role: string(m.Role), Space: syncing.ProviderSpace(m.Provider),
			Reseller: m.Reseller, Lead: m.Lead,
		})
	}
	federations, err := tx.FederationsOf(who.Person)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	for _, f := range federations {
		out.Federations = append(out.Federations, describeFederation(f))
	}
	if len(members) > 0 {
		out.LeaseKey, out.Lease = s.leases.public(), s.leases.sign(s.leaseOf(who))
	}
	return out, nil
}

// ProfileOf reads a provider's profile; what was never set has its default.
func ProfileOf(tx *store.Tx, provider string) (settings.Profile, error) {
	items, err := tx.Entity(syncing.ProviderSpace(provider), settings.EntityProfile)
	if err != nil {
		return settings.Profile{}, fault.Wrap("server.ProfileOf", err)
	}
	fields := make(map[string]wire.Value, len(items))
	for _, it := range items {
		if !it.Deleted {
			fields[it.Field] = it.Value
		}
	}
	return settings.ProfileFrom(fields), nil
}
