package server

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/afero"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/directory/sheet"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

const (
	importsAtOnce  = 2                // of this process
	importSilence  = 2 * time.Minute  // after which whoever reads a file is gone
	importKept     = 24 * time.Hour   // that waits for its acceptance
	maxOptions     = 4 << 10          // bytes
	importPatience = 30 * time.Minute // of an upload
)

// startImport takes a file in and reads it into another generation of the directory, beside the request. Nothing of it shows
// before acceptImport.
func (s *Server) startImport(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.startImport"
	options, err := parseImport(r)
	if err != nil {
		return err
	}
	if err := s.look(r, who, func(v *visit) error { return v.may(access.BuildFederation) }); err != nil { // before the upload
		return err
	}
	select {
	case s.imports <- struct{}{}:
	default:
		return fault.New(fault.Unavailable, op, "federation.import_busy")
	}
	clearDeadlines(w)
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(importPatience)) // see clearDeadlines
	job := &importJob{s: s, options: options}
	if err := job.spool(http.MaxBytesReader(w, r.Body, wire.MaxImportBytes)); err != nil {
		<-s.imports
		return errors.Join(err, job.clean())
	}
	if err := s.alter(r, who, job.begin); err != nil {
		<-s.imports
		return errors.Join(err, job.clean())
	}
	begun := job.told(wire.ImportRunning)
	go func() { // from here on the job is its own
		defer func() { <-s.imports }()
		job.run()
	}()
	s.reply(w, r, http.StatusAccepted, begun)
	return nil
}

// parseImport reads the options of an import from the query string.
func parseImport(r *http.Request) (o wire.ImportOptions, err error) {
	const op = "server.parseImport"
	text := r.URL.Query().Get("options")
	if len(text) > maxOptions {
		return o, fault.New(fault.Invalid, op, "server.malformed")
	}
	if err := decode([]byte(text), &o); err != nil {
		return o, err
	}
	if len(o.Separator) > 1 || !strings.Contains(wire.ImportSeparators, o.Separator) ||
		o.Encoding != "" && o.Encoding != wire.ImportUTF8 && o.Encoding != wire.ImportWindows1252 {
		return o, fault.New(fault.Invalid, op, "federation.csv_format")
	}
	return o, importerOf(o, nil, nil).Check()
}

func importerOf(o wire.ImportOptions, known *sheet.Known, newID func() (string, error)) *sheet.Importer {
	im := &sheet.Importer{Account: o.Account, Kind: directory.Kind(o.Kind), Replace: o.Replace, Known: known, NewID: newID}
	for _, c := range o.Columns {
		im.Columns = append(im.Columns, sheet.Field(c))
	}
	return im
}

// importJob is one file being read into a generation.
type importJob struct {
	*rewriting
	s       *Server
	options wire.ImportOptions
	file    afero.File
	path    string
	format  sheet.Format
	id      string
	report  wire.Import

	known    *sheet.Known
	rows     []wire.DirectoryRow  // that are made
	sets     map[string]fieldsSet // that are changed, by id
	order    []string             // of sets
	problems []string             // of lines that are refused, JSON
	noted    int                  // problems that are stored
}

// fieldsSet is what a line gives an entry. A line that is refused gives nothing, but its entry stays.
type fieldsSet struct {
	fields  map[string]string
	sample  wire.ImportSample
	refused bool
}

// spool keeps the file on the disk of this process, and looks how it is written.
func (j *importJob) spool(body io.Reader) (err error) {
	const op = "server.spool"
	if j.file, err = afero.TempFile(j.s.scratch, "", "pupitre-import-*.csv"); err != nil {
		return fault.As(fault.Unavailable, op, "server.no_database", err)
	}
	j.path = j.file.Name()
	if _, err := io.Copy(j.file, body); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return refuse(codeTooLarge, fault.Invalid, op, "transfer.csv_too_large")
		}
		return fault.As(fault.Invalid, op, "server.malformed", err)
	}
	if _, err := j.file.Seek(0, io.SeekStart); err != nil {
		return fault.Wrap(op, err)
	}
	j.format, err = sheet.Detect(j.file)
	j.format = j.format.As(j.options.Separator, sheet.Encoding(j.options.Encoding))
	j.report.Lines = j.format.Lines
	return fault.Wrap(op, err)
}

// clean removes the file.
func (j *importJob) clean() error {
	if j.file == nil {
		return nil
	}
	return errors.Join(j.file.Close(), j.s.scratch.Remove(j.path))
}

// begin notes the import and makes its generation. A federation has one import at a time.
func (j *importJob) begin(a *altering) (err error) {
	const op = "server.begin"
	if err := a.mayDo(access.BuildFederation); err != nil {
		return err
	}
	last, err := a.LastImport(a.federation.ID)
	switch {
	case fault.Is(err, fault.NotFound):
	case err != nil:
		return err
	case last.State == wire.ImportRunning && !j.s.silent(last):
		return fault.New(fault.Conflict, op, "federation.import_running")
	case last.State == wire.ImportRunning || last.State == wire.ImportReady: // another one takes its place
		if err := dropImport(a.Tx, last, a.now); err != nil {
			return err
		}
	}
	if j.rewriting, err = j.s.beginRewriting(a.Tx, a.federation, wire.ChangeImport, a.who.Person); err != nil {
		return err
	}
	id, err := uuid.NewV7FromReader(j.s.rand)
	if err != nil {
		return err
	}
	j.id = id.String()
	text, err := json.Marshal(j.report)
	if err != nil {
		return err
	}
	return a.AddImport(store.Import{
		ID: j.id, Federation: a.federation.ID, Person: a.who.Person, State: wire.ImportRunning,
		Generation: j.generation, Parent: a.federation.Generation, Report: string(text), MadeAt: a.now, TouchedAt: a.now,
	})
}

// dropImport gives an import up that was running or ready.
func dropImport(tx *store.Tx, i store.Import, now time.Time) error {
	if err := tx.MoveImport(i.ID, i.State, wire.ImportCancelled, now); err != nil {
		return err
	}
	return tx.Abandon(i.Generation)
}

func (j *importJob) told(state wire.ImportState) wire.Import {
	out := j.report
	out.ID, out.State = j.id, state
	return out
}

// acceptImport puts what was read into the place of the directory.
func (s *Server) acceptImport(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.acceptImport"
	var i store.Import
	err := s.alter(r, who, func(a *altering) (err error) {
		if err := a.mayDo(access.BuildFederation); err != nil {
			return err
		}
		if i, err = importOf(a.Tx, a.federation.ID, r.PathValue("import")); err != nil {
			return err
		}
		if i.State != wire.ImportReady || a.now.Sub(i.MadeAt) > importKept {
			return fault.New(fault.Conflict, op, "federation.import_not_ready")
		}
		if err := a.MoveImport(i.ID, wire.ImportReady, wire.ImportAccepted, a.now); err != nil {
			return err
		}
		err = a.TakePlace(a.federation.ID, i.Generation, i.Parent, a.now)
		if fault.Is(err, fault.NotFound) { // the file was held against another directory
			return fault.As(fault.Conflict, op, "federation.import_outdated", err)
		}
		return err
	})
	if err == nil {
		s.hub.Poke(wire.DirectorySpace(i.Federation), i.Generation)
	}
	return s.done(w, err)
}

// cancelImport gives an import up. One that is being read ends soon.
func (s *Server) cancelImport(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.cancelImport"
	return s.done(w, s.alter(r, who, func(a *altering) error {
		if err := a.mayDo(access.BuildFederation); err != nil {
			return err
		}
		i, err := importOf(a.Tx, a.federation.ID, r.PathValue("import"))
		if err != nil {
			return err
		}
		if i.State != wire.ImportRunning && i.State != wire.ImportReady {
			return fault.New(fault.Conflict, op, "federation.import_not_ready")
		}
		return dropImport(a.Tx, i, a.now)
	}))
}

// run reads the file to its end, and says how it went.
func (j *importJob) run() {
	ctx, cancel := context.WithCancel(store.For(context.Background(), j.federation.Provider))
	defer cancel()
	over := make(chan struct{})
	defer close(over)
	go func() {
		select {
		case <-j.s.closing:
			cancel()
		case <-over:
		}
	}()
	err := j.read(ctx)
	if closed := j.clean(); closed != nil {
		j.s.log.Warn("a file that was imported is left", "error", closed)
	}
	if err == nil {
		err = j.end(ctx, wire.ImportReady)
	}
	if err == nil {
		return
	}
	if !errors.Is(err, errImportEnded) {
		j.s.log.Warn("an import has failed", "import", j.id, "error", err)
		p, _ := problemOf(err, j.id)
		j.report.Failure = &p
		err = j.end(context.WithoutCancel(ctx), wire.ImportFailed)
		if err == nil {
			return
		}
		j.s.log.Error("the end of an import was not noted", "import", j.id, "error", err)
	}
	if err := j.abandon(nil); err != nil {
		j.s.log.Warn("an import was not abandoned", "import", j.id, "error", err)
	}
}

// end says how an import went; errImportEnded when it was cancelled before.
func (j *importJob) end(ctx context.Context, state wire.ImportState) error {
	text, err := json.Marshal(j.report)
	if err != nil {
		return fault.Wrap("server.end", err)
	}
	err = j.s.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.TouchImport(j.id, string(text), j.s.now()); err != nil {
			return err
		}
		if err := tx.MoveImport(j.id, wire.ImportRunning, state, j.s.now()); err != nil || state == wire.ImportReady {
			return err
		}
		return tx.Abandon(j.generation) // with the state: nothing changes after an import is said to have failed
	})
	if fault.Is(err, fault.NotFound) {
		return errImportEnded
	}
	return err
}
