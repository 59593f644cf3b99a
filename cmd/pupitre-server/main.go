// Command pupitre-server serves desktops and the public pages of providers, from one database file or from PostgreSQL.
//
// The address is the first line of the standard output, logs go to the error output. Exit codes: 0 done or ended as asked;
// 1 failed while serving; 2 wrong use, or this computer is not fit.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"pupitre/cmd/internal/cli"
	"pupitre/data/fault"
	"pupitre/i18n"
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

// commands is the whole command line. Each flag can also be an environment variable, PUPITRE_ and its name, and a line of the
// configuration file; the command line wins, then the environment.
type commands struct {
	Config kong.ConfigFlag `help:"${config}" type:"path" placeholder:"${file}"`
	Lang   string          `help:"${lang}" enum:"fr,en," default:"" placeholder:"fr|en"`

	Serve    serveCmd    `cmd:"" help:"${serve}"`
	Migrate  migrateCmd  `cmd:"" help:"${migrate}"`
	Backup   backupCmd   `cmd:"" help:"${backup}"`
	Restore  restoreCmd  `cmd:"" help:"${restore}"`
	Epoch    epochCmd    `cmd:"" help:"${epoch}"`
	Provider providerCmd `cmd:"" help:"${provider}"`
	Version  versionCmd  `cmd:"" help:"${version}"`
}

// app is what every command gets.
type app struct {
	std
	ctx context.Context
	p   *i18n.Printer
}

// println writes a line of the program's result.
func (a *app) println(line string) error {
	_, err := fmt.Fprintln(a.out, line)
	return fault.Wrap("main.println", err)
}

// say writes a sentence for the person beside the result.
func (a *app) say(sentence string) { _, _ = fmt.Fprintln(a.err, sentence) }

// failed is a failure while serving, after everything was fit.
type failed struct{ error }

func (f failed) Unwrap() error { return f.error }

func run(ctx context.Context, args []string, s std) int {
	a := &app{std: s, ctx: ctx, p: i18n.For(cli.Language(args, s.env))}
	var c commands
	helped := false
	parser, err := kong.New(&c, kong.Name("pupitre-server"), kong.Writers(s.out, s.err), helpTexts(a.p),
		kong.DefaultEnvars("PUPITRE"), kong.Configuration(loadYAML), kong.Help(cli.PrintHelp(a.p, a.p.T("server.cli.help_elsewhere"))),
		kong.Exit(func(int) { helped = true }))
	if err != nil {
		panic(err) // the definition of the command line itself is wrong: no input can cause it
	}
	kctx, err := parser.Parse(args)
	if helped {
		return cli.Done
	}
	if err != nil {
		a.say(usageError(a.p, err))
		return cli.Unfit
	}
	if err := kctx.Run(a); err != nil {
		a.say(a.p.Err(err))
		if fault.Is(err, fault.Internal) { // the sentence alone would help nobody to find a defect or damage
			slog.New(slog.NewTextHandler(s.err, nil)).Error("failed", "error", err)
		}
		if errors.As(err, new(failed)) {
			return cli.Failed
		}
		return cli.Unfit
	}
	return cli.Done
}

// usageError is the sentence of a command line or a configuration file that is not understood.
func usageError(p *i18n.Printer, err error) string {
	var missing *fs.PathError // only the configuration file is opened while the command line is read
	if errors.As(err, &missing) {
		return p.T("server.cli.config_missing", "Path", missing.Path)
	}
	return cli.UsageError(p, "pupitre-server", err)
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(a *app) error { return a.println("pupitre-server " + cli.Version) }
