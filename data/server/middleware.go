package server

import (
	"context"
	"encoding/base64"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"pupitre/data/fault"
)

type contextKey int

const requestKey contextKey = iota

// requestID names the request in answers and in the log.
func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey).(string)
	return id
}

// recorder notes what was answered. Unwrap lets http.ResponseController and the event stream reach the connection.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// observe gives each request its id, its line in the log and its place in the figures, and turns a panic into a problem.
// The log has the route, never the query, headers or bodies: they hold secrets.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := s.now()
		r = r.WithContext(context.WithValue(r.Context(), requestKey, s.newRequestID()))
		rec := &recorder{ResponseWriter: w}
		rec.Header().Set("X-Request-Id", requestID(r.Context()))
		defer func() {
			if cause := recover(); cause != nil {
				if cause == http.ErrAbortHandler {
					panic(cause) // net/http's own way to cut a connection
				}
				s.log.Error("panic", "request", requestID(r.Context()), "cause", cause, "stack", string(debug.Stack()))
				if rec.status == 0 {
					s.fail(rec, r, fault.New(fault.Internal, "server.observe", ""))
				}
			}
			s.record(r, rec, started)
		}()
		next.ServeHTTP(rec, r)
	})
}

func (s *Server) record(r *http.Request, rec *recorder, started time.Time) {
	took := s.now().Sub(started)
	route := r.Pattern
	if route == "" {
		route = "none" // not the path: strangers choose it, and each would be a new series
	}
	s.metrics.request(r.Method, route, rec.status, took)
	s.log.LogAttrs(r.Context(), slog.LevelInfo, "request",
		slog.String("request", requestID(r.Context())), slog.String("method", r.Method), slog.String("route", route),
		slog.Int("status", rec.status), slog.Int64("bytes", rec.bytes), slog.Duration("took", took),
		slog.String("from", s.addressOf(r)))
}

func (s *Server) newRequestID() string {
	var raw [9]byte
	if _, err := io.ReadFull(s.rand, raw[:]); err != nil {
		return "unknown" // only a name: a request is served without
	}
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// secure sets what every answer says to browsers. Pages widen the content policy by what they need.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		if r.TLS != nil {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// addressOf is where the request comes from. The header of a proxy counts only when the operator said that there is one,
// and only its last entry, the one that the proxy itself wrote.
func (s *Server) addressOf(r *http.Request) string {
	if forwarded := r.Header.Values("X-Forwarded-For"); s.trustProxy && len(forwarded) > 0 {
		entries := strings.Split(forwarded[len(forwarded)-1], ",")
		last := strings.TrimSpace(entries[len(entries)-1])
		if _, err := netip.ParseAddr(last); err == nil {
			return last
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// muxAnswers gives the answers of the mux itself (no such route, wrong method) the form of all others.
func (s *Server) muxAnswers(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		own, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		verdict := &headerOnly{header: http.Header{}}
		own.ServeHTTP(verdict, r)
		if verdict.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", verdict.header.Get("Allow"))
			s.fail(w, r, refuse(codeBadMethod, fault.Invalid, "server.route", "server.not_found"))
			return
		}
		if strings.HasPrefix(r.URL.Path, "/v1/") {
			s.fail(w, r, fault.New(fault.NotFound, "server.route", "server.not_found"))
			return
		}
		s.pageNotFound(w, r)
	})
}

// headerOnly takes an answer's status and headers and drops the rest.
type headerOnly struct {
	header http.Header
	status int
}

func (h *headerOnly) Header() http.Header         { return h.header }
func (h *headerOnly) WriteHeader(status int)      { h.status = status }
func (h *headerOnly) Write(b []byte) (int, error) { return len(b), nil }
