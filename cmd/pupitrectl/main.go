// Command pupitrectl is Pupitre without a window, for scripts: it signs in as a person of its own store, reads and writes
// the same settings, and synchronises by the same rules.
//
// Exit codes: 0 done; 1 refused or failed; 2 wrong use, or this computer is not fit; 3 saved here, not sent yet.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"pupitre/cmd/internal/home"
	"pupitre/data/fault"
	"pupitre/data/workstation"
	"pupitre/i18n"
)

const version = "0.1.0"

// Exit codes.
const (
	exitOK      = 0
	exitFailed  = 1
	exitUnfit   = 2
	exitWaiting = 3
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], std{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv}))
}

// std is the outside of one run.
type std struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
}

// cli is the whole command line.
type cli struct {
	Data    string `help:"Folder of this program's own store (default: the one of this computer's user)." env:"PUPITRE_CTL_DATA" type:"path"`
	Lang    string `help:"Language of the messages: fr or en." env:"PUPITRE_LANG" enum:"fr,en," default:""`
	Verbose bool   `help:"Write what happens to the error output." short:"v"`

	SignIn  signInCmd  `cmd:"" help:"Open a session. The password is the first line of the input, or PUPITRE_PASSWORD."`
	SignOut signOutCmd `cmd:"" help:"Close the session."`
	Status  statusCmd  `cmd:"" help:"Tell who is signed in, what waits to be sent, and the last exchange."`
	Get     getCmd     `cmd:"" help:"Print settings, as this computer knows them."`
	Set     setCmd     `cmd:"" help:"Change settings, all or none, and send them."`
	Sync    syncCmd    `cmd:"" help:"Exchange with the server until nothing waits."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// app is what every command gets.
type app struct {
	std
	ctx  context.Context
	p    *i18n.Printer
	data string
	log  *slog.Logger
}

func run(ctx context.Context, args []string, s std) int {
	var c cli
	parser, err := kong.New(&c, kong.Name("pupitrectl"), kong.Writers(s.out, s.err), kong.Exit(func(int) {}),
		kong.Description("Pupitre for scripts."))
	if err != nil {
		panic(err) // the command line's own definition is wrong
	}
	kctx, err := parser.Parse(args)
	if err != nil {
		_, _ = fmt.Fprintln(s.err, err)
		return exitUnfit
	}
	if kctx.Command() == "" { // --help was asked for
		return exitOK
	}
	a := &app{std: s, ctx: ctx, p: i18n.For(language(c.Lang, s.env)), data: c.Data, log: slog.New(slog.DiscardHandler)}
	if c.Verbose {
		a.log = slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	if err := kctx.Run(a); err != nil {
		return a.fail(err)
	}
	return exitOK
}

// language is the chosen one, else the environment's, else French.
func language(chosen string, env func(string) string) i18n.Language {
	for _, s := range []string{chosen, env("LC_ALL"), env("LC_MESSAGES"), env("LANG")} {
		if l, ok := i18n.Parse(s); ok {
			return l
		}
	}
	return i18n.French
}

// fail says what went wrong, once, and chooses the exit code.
func (a *app) fail(err error) int {
	_, _ = fmt.Fprintln(a.err, a.p.Err(err))
	a.log.Error("failed", "error", err)
	switch key, _ := fault.KeyOf(err); {
	case key == "ctl.waiting":
		return exitWaiting
	case key == "sync.signed_out", key == "workstation.not_writable", key == "workstation.busy":
		return exitUnfit
	}
	return exitFailed
}

// home opens the data folder for this program alone.
func (a *app) home() (*home.Home, func(), error) {
	folders, err := workstation.NewFolders(a.data)
	if err != nil {
		return nil, nil, err
	}
	if a.data == "" {
		folders = folders.Ctl()
	}
	h, err := home.Open(folders, a.log)
	if err != nil {
		return nil, nil, err
	}
	lock, err := workstation.Lock(folders.Data)
	if err != nil {
		return nil, nil, err
	}
	return h, func() {
		if err := lock.Close(); err != nil {
			a.log.Error("unlock", "error", err)
		}
	}, nil
}

func (a *app) println(lines ...any) { _, _ = fmt.Fprintln(a.out, lines...) }

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(a *app) error {
	a.println("pupitrectl " + version)
	return nil
}
