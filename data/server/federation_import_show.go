package server

import (
	"encoding/json"
	"net/http"

	"pupitre/data/access"
	"pupitre/data/directory/sheet"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// showImport tells how far an import is.
func (s *Server) showImport(w http.ResponseWriter, r *http.Request, who store.Session) error {
	var out wire.Import
	err := s.look(r, who, func(v *visit) error {
		if err := v.may(access.BuildFederation); err != nil {
			return err
		}
		i, err := importOf(v.Tx, v.federation.ID, r.PathValue("import"))
		if err != nil {
			return err
		}
		out = wire.Import{}
		if err := json.Unmarshal([]byte(i.Report), &out); err != nil {
			return err
		}
		out.ID, out.State, out.By = i.ID, i.State, nameOf(v.Tx, i.Person)
		if s.silent(i) { // the process that read it has ended
			out.State, out.Failure = wire.ImportFailed, &wire.Problem{Code: string(fault.Unavailable), Key: "federation.import_interrupted"}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// silent tells that whoever read an import is gone.
func (s *Server) silent(i store.Import) bool {
	return i.State == wire.ImportRunning && s.now().Sub(i.TouchedAt) > importSilence
}

// showImportProblems lists lines that an import refuses.
func (s *Server) showImportProblems(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.showImportProblems"
	n := numbers{values: r.URL.Query()}
	offset, limit := int(n.get("offset", 0, sheet.MaxLines)), int(n.get("limit", wire.MaxImportProblems, wire.MaxImportProblems))
	if n.bad {
		return fault.New(fault.Invalid, op, "server.malformed")
	}
	out := wire.ImportProblems{Problems: []wire.ImportProblem{}}
	err := s.look(r, who, func(v *visit) error {
		out.Problems = out.Problems[:0]
		if err := v.may(access.BuildFederation); err != nil {
			return err
		}
		i, err := importOf(v.Tx, v.federation.ID, r.PathValue("import"))
		if err != nil {
			return err
		}
		bodies, err := v.ImportProblems(i.ID, offset, limit)
		for _, body := range bodies {
			var p wire.ImportProblem
			if err := json.Unmarshal([]byte(body), &p); err != nil {
				return fault.As(fault.Internal, op, "", err)
			}
			out.Problems = append(out.Problems, p)
		}
		return err
	})
	if err != nil {
		return err
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// importOf is an import of a federation; federation.import_unknown when there is none.
func importOf(tx *store.Tx, federation, id string) (store.Import, error) {
	unknown := fault.New(fault.NotFound, "server.importOf", "federation.import_unknown")
	if !isID(id) {
		return store.Import{}, unknown
	}
	i, err := tx.Import(federation, id)
	if fault.Is(err, fault.NotFound) {
		return i, unknown
	}
	return i, err
}
