package main

import (
	"context"
	"path/filepath"

	"github.com/alecthomas/kong"

	"pupitre/data/fault"
	"pupitre/data/server"
	"pupitre/data/store"
)

// placeFlags say where the data of every command is: in a folder, or in PostgreSQL. With both, the folder only keeps the
// server's address for the invitations that are made on the same computer.
type placeFlags struct {
	Data     string `help:"${data}" type:"path" placeholder:"${folder}"`
	Database string `help:"${database}" placeholder:"postgres://…"`
}

// Validate is called by the command line's parser.
func (f placeFlags) Validate() error {
	const op = "main.place"
	if f.Data == "" && f.Database == "" {
		return fault.New(fault.Invalid, op, "server.cli.no_place")
	}
	if f.Database != "" && !store.IsPostgres(f.Database) {
		return fault.New(fault.Invalid, op, "store.bad_url")
	}
	return nil
}

// shared tells whether several servers may use the database at once.
func (f placeFlags) shared() bool { return f.Database != "" }

// options are those of the database.
func (f placeFlags) options() store.Options {
	if f.shared() {
		return store.Options{URL: f.Database}
	}
	return store.Options{Path: filepath.Join(f.Data, server.DatabaseFile)}
}

// place is what to call the database; it holds no password.
func (f placeFlags) place() string {
	if f.shared() {
		return store.PlaceOf(f.Database)
	}
	return f.options().Path
}

func (f placeFlags) open(ctx context.Context) (*store.Server, error) {
	return store.OpenServer(ctx, f.options())
}

// solePlace is placeFlags of a command to which the folder is nothing but the database. A folder that was typed wins over a
// PostgreSQL that the environment or the configuration file names: trying a backup out never reaches the real database.
type solePlace struct{ placeFlags }

// AfterApply is called by the command line's parser.
func (f *solePlace) AfterApply(line *kong.Context) error {
	typed := map[string]bool{}
	for _, part := range line.Path {
		if part.Flag != nil && !part.Resolved {
			typed[part.Flag.Name] = true
		}
	}
	if typed["data"] && !typed["database"] {
		f.Database = ""
	}
	return nil
}
