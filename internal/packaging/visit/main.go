//go:build linux

// Command visit uses an installed program as its first person does: on a display of its own it signs in, leaves the first steps,
// gives the provider another name, saves, and closes the window. What it waits for it reads on the screen, so a program that starts
// and paints nothing fails. The command line starts the program, whatever stands before it (chroot, runuser, Wine).
//
//	visit -name "Boréale" -keep failed.png -- env HOME=/home/x pupitre --server URL --lang fr
//
// The server holds the demonstration. The program has the environment of this command, with the display added to it. The keyboard is
// the Canadian French one; -keyboard us is for Wine 8, which does not see the AltGr of another.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"time"

	"pupitre/internal/proc"
	"pupitre/internal/screen"
	"pupitre/resources"
)

// patience is for each step: an emulated Windows on a busy computer takes its time.
const patience = 90 * time.Second

func main() {
	name := flag.String("name", "", "what the provider is called from then on")
	keep := flag.String("keep", "", "PNG file for the screen: as it is after the save, or where it went wrong")
	keyboard := flag.String("keyboard", "", "layout of the keyboard, as setxkbmap names it")
	flag.Parse()
	if *name == "" || flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "visit: -name, and a command are needed")
		os.Exit(2)
	}
	if err := run(options{*name, *keep, *keyboard}, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "visit:", err)
		os.Exit(1)
	}
}

type options struct{ name, keep, keyboard string }

func run(o options, command []string) (err error) {
	path, err := exec.LookPath(command[0])
	if err != nil {
		return err
	}
	home, err := os.MkdirTemp("", "visit-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(home)) }()
	display, err := screen.Start(screen.Options{Home: home})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, display.Close()) }()
	if o.keyboard != "" {
		layout := proc.Spec{Path: "/usr/bin/setxkbmap", Args: []string{"-layout", o.keyboard}, Env: []string{"DISPLAY=" + display.Name}}
		if p, code, err := proc.Run(layout, patience); err != nil || code != 0 {
			return fmt.Errorf("the keyboard: %w, %d\n%s", err, code, p.Report())
		}
	}
	// The sizes of ui/look at 100 %.
	reader, err := screen.NewReader([][]byte{resources.Font(resources.Regular), resources.Font(resources.SemiBold)}, []float32{12.5, 14, 16, 24})
	if err != nil {
		return err
	}
	program, err := proc.Start(proc.Spec{Path: path, Args: command[1:], Env: append(os.Environ(), "DISPLAY="+display.Name, "LIBGL_ALWAYS_SOFTWARE=1")})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, program.Close()) }()
	v := &visitor{display: display, reader: reader, program: program}
	err = v.visit(o.name)
	if o.keep != "" {
		err = errors.Join(err, v.picture(o.keep))
	}
	if err == nil {
		err = v.leave()
	}
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, program.Report())
	}
	return err
}
