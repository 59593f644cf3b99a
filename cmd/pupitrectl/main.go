// Command pupitrectl is Pupitre without a window, for scripts: it signs in as a person of its own store, reads and writes
// the same settings, and synchronises by the same rules.
//
// Exit codes: 0 done; 1 refused or failed; 2 wrong use, or this computer is not fit; 3 saved here, not sent yet.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"pupitre/cmd/internal/cli"
	"pupitre/cmd/internal/home"
	"pupitre/data/fault"
	"pupitre/data/workstation"
	"pupitre/i18n"
)

// waitingCode is the exit code of an edit that is saved here and not sent yet.
const waitingCode = 3

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

// commands is the whole command line.
type commands struct {
	Data    string `help:"${data}" env:"PUPITRE_CTL_DATA" type:"path" placeholder:"${folder}"`
	Lang    string `help:"${lang}" env:"PUPITRE_LANG" enum:"fr,en," default:"" placeholder:"fr|en"`
	Verbose bool   `help:"${verbose}" short:"v"`

	SignIn  signInCmd  `cmd:"" help:"${sign_in}"`
	SignOut signOutCmd `cmd:"" help:"${sign_out}"`
	Status  statusCmd  `cmd:"" help:"${status}"`
	Get     getCmd     `cmd:"" help:"${get}"`
	Set     setCmd     `cmd:"" help:"${set}"`
	Sync    syncCmd    `cmd:"" help:"${sync}"`
	Hours   hoursCmd   `cmd:"" help:"${hours}"`
	Search  searchCmd  `cmd:"" help:"${search}"`
	Dial    dialCmd    `cmd:"" help:"${dial}"`
	Export  exportCmd  `cmd:"" help:"${export}"`
	Import  importCmd  `cmd:"" help:"${import}"`
	Version versionCmd `cmd:"" help:"${version}"`
}

// helpTexts gives the command line its words, by the names that stand in the help tags.
func helpTexts(p *i18n.Printer) kong.Vars {
	return kong.Vars{
		"data":            p.T("ctl.help.data"),
		"lang":            p.T("cli.lang"),
		"verbose":         p.T("cli.verbose"),
		"version":         p.T("cli.version"),
		"sign_in":         p.T("ctl.help.sign_in"),
		"sign_out":        p.T("ctl.help.sign_out"),
		"status":          p.T("ctl.help.status"),
		"get":             p.T("ctl.help.get"),
		"set":             p.T("ctl.help.set"),
		"sync":            p.T("ctl.help.sync"),
		"export":          p.T("ctl.help.export"),
		"import":          p.T("ctl.help.import"),
		"export_file":     p.T("ctl.help.export_file"),
		"import_file":     p.T("ctl.help.import_file"),
		"import_dry_run":  p.T("ctl.help.import_dry_run"),
		"import_prune":    p.T("ctl.help.import_prune"),
		"server":          p.T("ctl.help.server"),
		"email":           p.T("ctl.help.email"),
		"code":            p.T("ctl.help.code"),
		"names":           p.T("ctl.help.names"),
		"values":          p.T("ctl.help.values"),
		"json":            p.T("ctl.help.json"),
		"wait":            p.T("ctl.help.wait"),
		"search":          p.T("ctl.help.search"),
		"search_text":     p.T("ctl.help.search_text"),
		"search_category": p.T("ctl.help.search_category"),
		"search_account":  p.T("ctl.help.search_account"),
		"search_site":     p.T("ctl.help.search_site"),
		"search_sort":     p.T("ctl.help.search_sort"),
		"search_down":     p.T("ctl.help.search_down"),
		"search_limit":    p.T("ctl.help.search_limit"),
		"federation":      p.T("ctl.help.federation"),
		"dial":            p.T("ctl.help.dial"),
		"dial_account":    p.T("ctl.help.dial_account"),
		"dial_digits":     p.T("ctl.help.dial_digits"),
		"hours":           p.T("schedule.ctl.hours"),
		"hours_file":      p.T("schedule.ctl.file"),
		"hours_from":      p.T("schedule.ctl.from"),
		"hours_to":        p.T("schedule.ctl.to"),
		"hours_at":        p.T("schedule.ctl.at"),
		"folder":          p.T("cli.folder"),
	}
}

// app is what every command gets.
type app struct {
	std
	ctx  context.Context
	p    *i18n.Printer
	data string
	log  *slog.Logger

	lines *bufio.Reader // of the input, once a line of it was read
}

func run(ctx context.Context, args []string, s std) int {
	a := &app{std: s, ctx: ctx, p: i18n.For(cli.Language(args, s.env)), log: slog.New(slog.DiscardHandler)}
	var c commands
	helped := false
	parser, err := kong.New(&c, kong.Name("pupitrectl"), kong.Writers(s.out, s.err), helpTexts(a.p),
		kong.Help(cli.PrintHelp(a.p, a.p.T("ctl.help.password"))), kong.Exit(func(int) { helped = true }))
	if err != nil {
		panic(err) // the command line's own definition is wrong
	}
	kctx, err := parser.Parse(args)
	if helped {
		return cli.Done
	}
	if err != nil {
		_, _ = fmt.Fprintln(s.err, cli.UsageError(a.p, "pupitrectl", err))
		return cli.Unfit
	}
	a.data = c.Data
	if c.Verbose {
		a.log = slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	if err := kctx.Run(a); err != nil {
		return a.fail(err)
	}
	return cli.Done
}

// fail says what went wrong, once, and chooses the exit code.
func (a *app) fail(err error) int {
	_, _ = fmt.Fprintln(a.err, a.p.Err(err))
	a.log.Error("failed", "error", err)
	switch key, _ := fault.KeyOf(err); {
	case key == "ctl.waiting":
		return waitingCode
	case key == "sync.signed_out", key == "workstation.not_writable", key == "workstation.busy":
		return cli.Unfit
	}
	return cli.Failed
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
	a.println("pupitrectl " + cli.Version)
	return nil
}
