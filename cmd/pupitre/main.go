// Command pupitre is the desktop program.
//
//	pupitre                              open the last session, or ask for one
//	pupitre --server URL --data DIR      on a given server, with its files in one folder
//	pupitre --demo [--reset]             on sample data, with a server of its own inside
//	pupitre --kiosk                      a screen for anybody, started again whatever happens; left by its PIN
//	pupitre --software-gl                without the graphics driver and without animations
//
// Exit codes: 0 done, or the window that was already open has been raised; 2 wrong use, or this computer is not fit. The
// window of a kiosk ends with 3 when its supervisor shall start it again.
package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/alecthomas/kong"
	"github.com/spf13/afero"

	"pupitre/cmd/internal/cli"
	"pupitre/cmd/internal/home"
	"pupitre/data/fault"
	"pupitre/data/workstation"
	"pupitre/i18n"
)

// options is the command line.
type options struct {
	Server     string           `help:"${server}" placeholder:"URL" env:"PUPITRE_SERVER"`
	Data       string           `help:"${data}" placeholder:"${folder}" type:"path" env:"PUPITRE_DATA"`
	Demo       bool             `help:"${demo}"`
	Kiosk      bool             `help:"${kiosk}"`
	Reset      bool             `help:"${reset}"`
	SoftwareGL bool             `help:"${software_gl}" name:"software-gl" env:"PUPITRE_SOFTWARE_GL"`
	Lang       string           `help:"${lang}" enum:"fr,en," default:"" placeholder:"fr|en" env:"PUPITRE_LANG"`
	Verbose    bool             `help:"${verbose}" short:"v"`
	Version    kong.VersionFlag `help:"${version_flag}"`
}

// helpTexts gives the command line its words, by the names that stand in the help tags.
func helpTexts(p *i18n.Printer) kong.Vars {
	return kong.Vars{
		"version":      "pupitre " + cli.Version, // what the library prints for --version
		"version_flag": p.T("cli.version"),
		"lang":         p.T("cli.lang"),
		"verbose":      p.T("cli.verbose"),
		"folder":       p.T("cli.folder"),
		"server":       p.T("desktop.help.server"),
		"data":         p.T("desktop.help.data"),
		"demo":         p.T("desktop.help.demo"),
		"kiosk":        p.T("desktop.help.kiosk"),
		"reset":        p.T("desktop.help.reset"),
		"software_gl":  p.T("desktop.help.software_gl"),
	}
}

func main() {
	system := workstation.SystemLanguage() // before the locale is mended
	if err := errors.Join(workstation.PrepareLocale(), workstation.PrepareSessionBus()); err != nil {
		log.Print(err)
	}
	os.Exit(run(os.Args[1:], system, os.Stdout, os.Stderr))
}

func run(args []string, systemLanguage string, stdout, stderr io.Writer) int {
	language := cli.Language(args, func(name string) string {
		if name == "LANG" {
			return systemLanguage // what the system's settings say, on every operating system
		}
		return os.Getenv(name)
	})
	words := i18n.For(language)
	say := func(err error) { _, _ = fmt.Fprintln(stderr, words.Err(err)) }
	var o options
	helped := false
	parser, err := kong.New(&o, kong.Name("pupitre"), kong.Writers(stdout, stderr), helpTexts(words),
		kong.Help(cli.PrintHelp(words, "")), kong.Exit(func(int) { helped = true }))
	if err != nil {
		panic(err) // the command line's own definition is wrong
	}
	_, err = parser.Parse(args)
	if helped {
		return cli.Done
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, cli.UsageError(words, "pupitre", err))
		return cli.Unfit
	}
	if o.Kiosk && !supervised() {
		return supervise(args, stderr)
	}
	p, err := prepare(o, language, stderr)
	if errors.Is(err, workstation.ErrRaised) {
		return cli.Done
	}
	if err != nil {
		say(err)
		return cli.Unfit
	}
	defer p.release()
	// Fyne tells only its log that no window can be opened, and then panics or ends.
	log.SetOutput(workstation.FailureLog(stderr, func(err error) {
		say(err)
		p.release()
		os.Exit(cli.Unfit)
	}))
	p.run()
	return p.end(say)
}

func firstLanguage(choices ...string) i18n.Language {
	for _, s := range choices {
		if l, ok := i18n.Parse(s); ok {
			return l
		}
	}
	return i18n.French
}

// prepare does what can fail before there is a window. The fault says what to do.
func prepare(o options, language i18n.Language, stderr io.Writer) (*program, error) {
	const op = "pupitre.prepare"
	if o.Reset && !o.Demo {
		return nil, fault.New(fault.Invalid, op, "desktop.reset_without_demo")
	}
	if o.SoftwareGL {
		if err := softwareGraphics(); err != nil {
			return nil, fault.As(fault.Internal, op, "", err)
		}
	}
	if err := workstation.CheckDisplay(os.Getenv); err != nil {
		return nil, fault.Wrap(op, err)
	}
	folders, err := workstation.NewFolders(o.Data)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if o.Demo {
		folders = folders.Demo()
	}
	shared := folders // of the demonstration: its server's
	if o.Kiosk {
		folders = folders.Kiosk()
	}
	if err := folders.Create(afero.NewOsFs()); err != nil && !o.Kiosk {
		return nil, fault.Wrap(op, err)
	}
	p := &program{options: o}
	p.log, p.closeLog = folders.NewLog(stderr, o.Verbose)
	if err := p.claim(folders); err != nil {
		return nil, errors.Join(fault.Wrap(op, err), p.closeLog())
	}
	if o.Reset {
		if err := resetDemo(shared); err != nil {
			p.release()
			return nil, fault.Wrap(op, err)
		}
	}
	if p.home, err = openHome(o, folders, p.log); err != nil {
		p.release()
		return nil, fault.Wrap(op, err)
	}
	p.language = firstLanguage(o.Lang, p.home.Settings.Get().Language, string(language))
	return p, nil
}

func openHome(o options, folders workstation.Folders, log *slog.Logger) (*home.Home, error) {
	if o.Kiosk {
		return home.OpenKiosk(folders, log), nil
	}
	return home.Open(folders, log)
}

// resetDemo removes what the demonstration has stored; its lock and its window settings stay.
func resetDemo(folders workstation.Folders) error {
	for _, name := range []string{demoServer, peopleFolder, filepath.Join(kioskFolder, peopleFolder)} {
		if err := os.RemoveAll(filepath.Join(folders.Data, name)); err != nil {
			return fault.As(fault.Unavailable, "pupitre.resetDemo", "workstation.not_writable", err, "Folder", folders.Data)
		}
	}
	return nil
}

// The folders of the demonstration that a reset empties.
const (
	demoServer   = "server"
	peopleFolder = "people"
	kioskFolder  = "kiosk"
)

// clock is the time of this computer.
type clock struct{}

// Now is the time.
func (clock) Now() time.Time { return time.Now() }
