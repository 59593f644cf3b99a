package server

import (
	"bytes"
	"net/http"

	"pupitre/data/fault"
	"pupitre/data/server/portal"
	"pupitre/data/store"
)

// widgetFor is how long a browser keeps the widget's script without asking; what it shows is asked each time.
const widgetFor = "public, max-age=3600"

// chatWidget serves the script that other web pages embed. A provider that there is not has none, so that a mistyped
// address is noticed where it is typed.
func (s *Server) chatWidget(w http.ResponseWriter, r *http.Request) {
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		_, err := tx.ProviderBySlug(r.PathValue("slug"))
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
	script := s.portal.Widget()
	h := w.Header()
	h.Set("Content-Type", "text/javascript; charset=utf-8")
	h.Set("Cache-Control", widgetFor)
	h.Set("Access-Control-Allow-Origin", "*") // a page that checks the script's hash asks for it with CORS
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("ETag", portal.ETag(script))
	http.ServeContent(w, r, "", noTime, bytes.NewReader(script))
}
