// Command hours measures the engine of the chat's hours beside npm opening_hours, on the same schedules and instants, in
// turn, in one run. The answers are compared too: a quick wrong answer is no answer. `make bench` runs it.
package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"time"

	"pupitre/internal/bench/stats"
)

// The version that is compared, the newest when this was written. It is installed for one run.
const (
	version      = "3.15.0"
	installLimit = 5 * time.Minute
	runLimit     = 10 * time.Minute
	aim          = 200 // times the questions per second
)

//go:embed driver.cjs
var driver []byte

func main() {
	golden := flag.String("golden", "data/schedule/testdata/schedules-golden.json", "the schedules")
	runs := flag.Int("runs", 3, "times that each side is measured")
	instants := flag.Int("instants", 500, "instants to ask about, for each schedule")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout, *golden, *runs, *instants); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, golden string, runs, instants int) (err error) {
	if runs < 1 || instants < 1 {
		return errors.New("every number must be 1 at least")
	}
	q, err := ask(golden, instants)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "pupitre-hours-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := prepare(ctx, dir, q); err != nil {
		return err
	}
	var m measures
	for range runs {
		theirs, err := theirAnswers(ctx, dir)
		if err != nil {
			return err
		}
		own := q.ours()
		if states, nexts := q.disagreements(own, theirs); states != 0 || nexts != 0 {
			return fmt.Errorf("the answers differ: %d states, %d next changes", states, nexts)
		}
		m.add(own, theirs, float64(len(q.plans)*instants))
	}
	return m.write(out, len(q.plans), instants)
}

// prepare installs the package and writes the questions.
func prepare(ctx context.Context, dir string, q questions) error {
	text, err := json.Marshal(q)
	if err != nil {
		return err
	}
	for name, content := range map[string][]byte{
		"driver.cjs": driver, "questions.json": text, "package.json": []byte(`{"private":true}`),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, installLimit)
	defer cancel()
	npm := exec.CommandContext(ctx, "npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "opening_hours@"+version)
	npm.Dir, npm.WaitDelay = dir, time.Second
	if out, err := npm.CombinedOutput(); err != nil {
		return fmt.Errorf("npm did not install opening_hours: %w: %s", err, out)
	}
	return nil
}

// theirAnswers is one run of the driver. Its zone is UTC: opening_hours reads the zone of the process.
func theirAnswers(ctx context.Context, dir string) (a answers, err error) {
	ctx, cancel := context.WithTimeout(ctx, runLimit)
	defer cancel()
	node := exec.CommandContext(ctx, "node", "driver.cjs", filepath.Join(dir, "node_modules"), "questions.json")
	node.Dir, node.Env = dir, append(os.Environ(), "TZ=UTC")
	text, err := node.Output()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return a, fmt.Errorf("the driver: %w: %s", err, exit.Stderr)
	}
	if err != nil {
		return a, err
	}
	return a, json.Unmarshal(text, &a)
}

// measures are the questions per second of both sides, run by run, and the ratio of each run.
type measures struct {
	ours, theirs, state, ourNext, theirNext, next []float64
}

func (m *measures) add(ours, theirs answers, asked float64) {
	perSecond := func(ms float64) float64 { return asked / ms * 1000 }
	m.ours, m.theirs = append(m.ours, perSecond(ours.StateMS)), append(m.theirs, perSecond(theirs.StateMS))
	m.ourNext, m.theirNext = append(m.ourNext, perSecond(ours.NextMS)), append(m.theirNext, perSecond(theirs.NextMS))
	m.state = append(m.state, theirs.StateMS/ours.StateMS)
	m.next = append(m.next, theirs.NextMS/ours.NextMS)
}

func (m *measures) write(w io.Writer, plans, instants int) error {
	text := fmt.Sprintf("Chat hours, beside npm opening_hours %s: medians of %d runs, quartiles in brackets.\n"+
		"%d schedules, %d instants each; every answer is the same on both sides.\n\n| | | aim |\n|---|---|---|\n",
		version, len(m.state), plans, instants)
	row := func(name string, values []float64, aim string) {
		text += fmt.Sprintf("| %s | %s | %s |\n", name, stats.Of(values).Text("%.0f"), aim)
	}
	row("open now, questions per second", m.ours, "–")
	row("the same, opening_hours", m.theirs, "–")
	row("ratio", m.state, fmt.Sprintf("≥ %d", aim))
	row("next change, questions per second", m.ourNext, "–")
	row("the same, opening_hours", m.theirNext, "–")
	row("ratio", m.next, fmt.Sprintf("≥ %d", aim))
	_, err := io.WriteString(w, text)
	return err
}
