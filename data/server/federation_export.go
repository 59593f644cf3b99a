package server

import (
	"mime"
	"net/http"
	"slices"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/directory/sheet"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/i18n"
)

// exportDirectory gives a whole directory as spreadsheets of a language read it. It is written while it is read: the file may
// have hundreds of megabytes.
func (s *Server) exportDirectory(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.exportDirectory"
	lang := i18n.Language(r.URL.Query().Get("language"))
	if lang == "" {
		lang = i18n.French
	}
	if lang != i18n.French && lang != i18n.English {
		return fault.New(fault.Invalid, op, "server.malformed")
	}
	var f store.Federation
	err := s.look(r, who, func(v *visit) error {
		f = v.federation
		if !access.MaySeeAccounts(v.me.Role, v.portal) {
			return notAllowed(op)
		}
		return nil
	})
	if err != nil {
		return err
	}
	ctx := store.For(r.Context(), f.Provider)
	var named []directory.Entry
	for e, err := range s.entriesOf(ctx, f.Generation) {
		if err != nil {
			return fault.Wrap(op, err)
		}
		if slices.Contains(directory.NamingKinds(), e.Kind) {
			named = append(named, e)
		}
	}
	clearDeadlines(w)
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": "annuaire.csv"}))
	h.Set("Cache-Control", "no-store")
	if err := sheet.Write(w, i18n.For(lang), directory.NewNames(named), s.entriesOf(ctx, f.Generation)); err != nil {
		s.log.Warn("an export was cut off", "request", requestID(r.Context()), "error", err)
		panic(http.ErrAbortHandler) // the reader must not take a part for the whole
	}
	return nil
}
