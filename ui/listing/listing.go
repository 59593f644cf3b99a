// Package listing is what the pages with a list share: the search over its texts, and the file that spreadsheets read.
package listing

import (
	"context"
	"io"
	"strings"

	"pupitre/data/transfer"
	"pupitre/i18n"
	"pupitre/ui/shell"
	"pupitre/ui/task"
)

// Matches tells whether a line has every word of a search in its texts, without case or accents; figures are also found
// across the spaces and hyphens of a number.
func Matches(query string, texts ...string) bool {
	all := strings.Join(texts, " ")
	folded := Key(all)
	digits := onlyDigits(all)
	for _, word := range shell.FoldWords(query) {
		if !strings.Contains(folded, word) && (onlyDigits(word) != word || !strings.Contains(digits, word)) {
			return false
		}
	}
	return true
}

// Key is what a text is ordered by.
func Key(text string) string { return strings.Join(shell.FoldWords(text), " ") }

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// Files lets the person choose where a file is written.
type Files interface {
	// SaveFile asks where, proposing a name, and gives what to write to; nil when the person thought better of it. done runs
	// on the window's goroutine.
	SaveFile(title, name string, done func(w io.WriteCloser, err error))
}

// Opener lets the person choose a file to read.
type Opener interface {
	// OpenFile asks which, among those with one of the extensions, and gives what to read from; nil when the person thought
	// better of it. done runs on the window's goroutine.
	OpenFile(title string, extensions []string, done func(r io.ReadCloser, err error))
}

// Export is a list on its way to a file.
type Export struct {
	Title, Name string // of the dialog, and proposed for the file
	Rows        [][]string
	// Done runs on the window's goroutine once the file is whole, or could not be written; not when the person gave up.
	Done func(err error)
}

// Write asks where to, then writes the rows as the language's spreadsheets read them.
func (e Export) Write(p *i18n.Printer, files Files, run task.Runner) {
	for _, row := range e.Rows {
		for i := range row {
			row[i] = strings.ReplaceAll(row[i], "\u00a0", " ") // a spreadsheet finds no no-break space
		}
	}
	separator := transfer.CSVEnglish
	if p.Language() == i18n.French {
		separator = transfer.CSVFrench
	}
	File{
		Title: e.Title, Name: e.Name, Done: e.Done,
		Write: func(_ context.Context, w io.Writer) error { return transfer.WriteCSV(w, rune(separator), e.Rows) },
	}.Save(files, run)
}

// File is what is written where the person says.
type File struct {
	Title, Name string // of the dialog, and proposed for the file
	// Write writes it, away from the window.
	Write func(ctx context.Context, w io.Writer) error
	// Done runs on the window's goroutine once the file is whole, or could not be written; not when the person gave up.
	Done func(err error)
}

// Save asks where to, then writes the file and closes it.
func (f File) Save(files Files, run task.Runner) {
	files.SaveFile(f.Title, f.Name, func(w io.WriteCloser, err error) {
		if err != nil {
			f.Done(err)
			return
		}
		if w == nil {
			return
		}
		task.Go(context.Background(), run, func(ctx context.Context) (struct{}, error) {
			err := f.Write(ctx, w)
			if closed := w.Close(); err == nil {
				err = closed
			}
			return struct{}{}, err
		}, func(_ struct{}, err error) { f.Done(err) })
	})
}
