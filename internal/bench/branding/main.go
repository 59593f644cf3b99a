//go:build linux

// Command branding measures the way from a photograph of 12 megapixels to a finished logo beside npm sharp (libvips), on the
// same file, in turn, in one run. How much the logo looks like a lossless resize of the whole photograph is told too: a quick
// blur is no logo. `make bench` runs it.
package main

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/disintegration/imaging"
	"github.com/spf13/afero"

	"pupitre/data/branding"
	"pupitre/data/branding/picture"
)

// The version that is compared, the newest when this was written. It is installed for one run.
const (
	version      = "0.35.5"
	installLimit = 5 * time.Minute
	runLimit     = 10 * time.Minute
)

//go:embed driver.cjs
var driver []byte

func main() {
	runs := flag.Int("runs", 9, "times that each side is measured")
	width := flag.Int("width", 4000, "of the photograph, in pixels")
	height := flag.Int("height", 3000, "of the photograph, in pixels")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout, *runs, image.Pt(*width, *height)); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, runs int, size image.Point) (err error) {
	if runs < 1 || size.X < 1 || size.Y < 1 {
		return errors.New("every number must be 1 at least")
	}
	ctx, cancel := context.WithTimeout(ctx, runLimit)
	defer cancel()
	dir, err := os.MkdirTemp("", "pupitre-branding-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	whole := photograph(size)
	from := filepath.Join(dir, "photograph.jpg")
	if err := imaging.Save(whole, from, imaging.JPEGQuality(90)); err != nil {
		return err
	}
	reference, err := lossless(ctx, from)
	if err != nil {
		return err
	}
	if err := install(ctx, dir); err != nil {
		return err
	}
	m, err := compare(ctx, dir, from, reference, runs)
	if err != nil {
		return err
	}
	return m.write(out, size)
}

// lossless is what both sides are held against: the whole photograph, resized without any shortcut.
func lossless(ctx context.Context, from string) (*image.NRGBA, error) {
	img, err := imaging.Open(from)
	if err != nil {
		return nil, err
	}
	return imaging.Fill(img, branding.LogoWidth, branding.LogoHeight, imaging.Center, imaging.Lanczos), ctx.Err()
}

func install(ctx context.Context, dir string) error {
	for name, content := range map[string][]byte{"driver.cjs": driver, "package.json": []byte(`{"private":true}`)} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, installLimit)
	defer cancel()
	npm := exec.CommandContext(ctx, "npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "sharp@"+version)
	npm.Dir, npm.WaitDelay = dir, time.Second
	if out, err := npm.CombinedOutput(); err != nil {
		return fmt.Errorf("npm did not install sharp: %w: %s", err, out)
	}
	return nil
}

// compare measures both sides in turn; the first time of each warms it up and does not count.
func compare(ctx context.Context, dir, from string, reference *image.NRGBA, runs int) (m measures, err error) {
	to := filepath.Join(dir, "theirs.png")
	node := exec.CommandContext(ctx, "node", "driver.cjs", filepath.Join(dir, "node_modules"), from, to)
	node.Dir, node.Stderr, node.WaitDelay = dir, os.Stderr, time.Second
	ask, err := node.StdinPipe()
	if err != nil {
		return m, err
	}
	answers, err := node.StdoutPipe()
	if err != nil {
		return m, err
	}
	if err := node.Start(); err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, ask.Close(), node.Wait()) }()
	lines := bufio.NewScanner(answers)
	for i := range runs + 1 {
		ours, logo, err := ourLogo(ctx, from)
		if err != nil {
			return m, err
		}
		theirs, err := theirLogo(ask, lines)
		if err != nil {
			return m, err
		}
		if i > 0 {
			m.add(ours, theirs)
		}
		m.logo, m.theirBytes = logo, theirs.Bytes
	}
	return m, m.judge(ctx, to, reference)
}

// ourLogo is the way of a person's file: from the disk to the bytes that are kept.
func ourLogo(ctx context.Context, from string) (s sample, logo picture.Encoded, err error) {
	spent, begun := processorTime(), time.Now()
	src, err := picture.Reader{}.Open(ctx, afero.NewOsFs(), from)
	if err != nil {
		return s, logo, err
	}
	logo, err = picture.Reader{}.BuildLogo(ctx, src, picture.Framing{})
	took, spent := time.Since(begun), processorTime()-spent
	const ms = float64(time.Millisecond)
	return sample{Clock: float64(took) / ms, Processor: float64(spent) / ms, Bytes: len(logo.Body)}, logo, err
}

// sample is what one logo took: an answer of the driver, and the same of ours.
type sample struct {
	Clock     float64 `json:"ms"`
	Processor float64 `json:"cpu"` // ms, of every thread
	Bytes     int     `json:"bytes"`
}

func theirLogo(ask io.Writer, lines *bufio.Scanner) (t sample, err error) {
	if _, err := io.WriteString(ask, "again\n"); err != nil {
		return t, err
	}
	if !lines.Scan() {
		return t, errors.Join(errors.New("the driver has ended"), lines.Err())
	}
	return t, json.Unmarshal(lines.Bytes(), &t)
}
