package workstation

import (
	"io"
	"log/slog"
	"path/filepath"

	"github.com/DeRuina/timberjack"
)

// Bounds of the log: it is for whoever helps a person, not an archive.
const (
	logFile     = "pupitre.log"
	logMegabyte = 5
	logOlder    = 2 // files kept beside the current one
)

// NewLog writes what happens into the folder of logs, and to screen what is worth a look there: warnings, or everything
// with verbose. close ends the file. No secret may be logged.
func (f Folders) NewLog(screen io.Writer, verbose bool) (log *slog.Logger, close func() error) {
	level := slog.LevelWarn
	if verbose {
		level = slog.LevelDebug
	}
	file := &timberjack.Logger{Filename: filepath.Join(f.Logs, logFile), MaxSize: logMegabyte, MaxBackups: logOlder, FileMode: fileMode}
	return slog.New(slog.NewMultiHandler(
		slog.NewTextHandler(file, &slog.HandlerOptions{Level: slog.LevelInfo}),
		slog.NewTextHandler(screen, &slog.HandlerOptions{Level: level}),
	)), file.Close
}
