package server

import (
	"bytes"
	"net/http"
	"time"

	"pupitre/data/fault"
	"pupitre/data/server/portal"
	"pupitre/data/store"
)

// pagePolicy is what our pages may load: their own style sheet and icon, and nothing else from anywhere.
const pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// noTime leaves Last-Modified out: the content's hash says more than a clock.
var noTime time.Time

// portalPage shows a provider to the public.
func (s *Server) portalPage(w http.ResponseWriter, r *http.Request) {
	var chat *compiledChat
	view := portal.View{Slug: r.PathValue("slug"), Now: s.now()}
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		provider, err := tx.ProviderBySlug(r.PathValue("slug"))
		if err != nil {
			return err
		}
		if view.Profile, err = ProfileOf(tx, provider.ID); err != nil {
			return err
		}
		if view.Support, err = supportOf(tx, provider.ID); err != nil {
			return err
		}
		if view.Brand, view.Branded, err = brandOf(tx, provider.ID); err != nil {
			return err
		}
		chat, err = s.chat.get(tx, provider.ID, s.now())
		return err
	})
	if fault.Is(err, fault.NotFound) {
		s.pageNotFound(w, r)
		return
	}
	if err != nil {
		s.pageFailed(w, r, err)
		return
	}
	lang := portal.LanguageOf(r)
	view.Chat = chat.timelines[lang]
	page, err := s.portal.Page(view, lang)
	if err != nil {
		s.pageFailed(w, r, err)
		return
	}
	s.showPage(w, r, http.StatusOK, lang.Tag(), page)
}

// pageNotFound is the answer to unknown addresses, in both languages: nothing tells which one the visitor reads.
func (s *Server) pageNotFound(w http.ResponseWriter, r *http.Request) {
	page, err := s.portal.NotFound()
	if err != nil {
		s.pageFailed(w, r, err)
		return
	}
	s.showPage(w, r, http.StatusNotFound, "fr, en", page)
}

// pageFailed is the answer when a page cannot be made; the cause is in the log.
func (s *Server) pageFailed(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() == nil {
		s.log.Error("page failed", "request", requestID(r.Context()), "error", err)
	}
	page, err := s.portal.Unavailable()
	if err != nil {
		http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Retry-After", "5")
	s.showPage(w, r, http.StatusServiceUnavailable, "fr, en", page)
}

// showPage sends HTML that caches must check again each time.
func (s *Server) showPage(w http.ResponseWriter, r *http.Request, status int, language string, page []byte) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", language)
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("Cache-Control", "no-cache")
	h.Add("Vary", "Accept-Language")
	if status != http.StatusOK {
		w.WriteHeader(status)
		if _, err := w.Write(page); err != nil {
			s.log.Debug("page not delivered", "request", requestID(r.Context()), "error", err)
		}
		return
	}
	h.Set("ETag", portal.ETag(page))
	http.ServeContent(w, r, "", noTime, bytes.NewReader(page)) // knows If-None-Match and HEAD
}

// asset serves the files of the pages. Their names carry a hash of their content, so they may be kept for ever.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	body, kind, ok := s.portal.Asset(r.PathValue("file"))
	if !ok {
		s.pageNotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, "", noTime, bytes.NewReader(body))
}
