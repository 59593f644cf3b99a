// Guide writes the guides of the program as static pages for the Web: both languages, one stylesheet, no script.
//
//	go run ./internal/guide FOLDER
package main

import (
	"fmt"
	"os"

	"github.com/spf13/afero"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "guide:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("one folder is needed, got %d arguments", len(args))
	}
	pages, err := Write(afero.NewBasePathFs(afero.NewOsFs(), args[0]))
	if err != nil {
		return err
	}
	_, err = fmt.Printf("%d pages in %s\n", pages, args[0])
	return err
}
