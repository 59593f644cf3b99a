//go:build linux

package main

import (
	"context"
	"fmt"
	"image"
	"io"
	"runtime"

	"github.com/disintegration/imaging"

	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/internal/bench/stats"
)

// aim is how many times the time of sharp may be taken.
const aim = 3

// quantity is the milliseconds of both sides, run by run, and the ratio of each run.
type quantity struct{ ours, theirs, ratio []float64 }

func (q *quantity) add(ours, theirs float64) {
	q.ours, q.theirs, q.ratio = append(q.ours, ours), append(q.theirs, theirs), append(q.ratio, ours/theirs)
}

// measures are what both sides took, and how good the results are.
type measures struct {
	clock, processor               quantity
	logo                           picture.Encoded
	theirBytes                     int
	ourSimilarity, theirSimilarity float64
	memory                         uint64 // bytes
}

func (m *measures) add(ours, theirs sample) {
	m.clock.add(ours.Clock, theirs.Clock)
	m.processor.add(ours.Processor, theirs.Processor)
}

// judge holds both results against the lossless resize, and ours against the rules.
func (m *measures) judge(ctx context.Context, theirFile string, reference *image.NRGBA) error {
	src, err := picture.Reader{}.Decode(ctx, m.logo.Body)
	if err != nil {
		return err
	}
	their, err := imaging.Open(theirFile)
	if err != nil {
		return err
	}
	m.ourSimilarity = picture.Similarity(reference, src.Image)
	m.theirSimilarity = picture.Similarity(reference, imaging.Clone(their))
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	m.memory = mem.HeapSys
	return branding.CheckLogo(m.logo.Info.Ref())
}

func (m *measures) write(w io.Writer, size image.Point) error {
	text := fmt.Sprintf("A JPEG of %d × %d pixels to a finished logo, beside npm sharp %s: medians of %d runs, quartiles in brackets.\n\n"+
		"| | | aim |\n|---|---|---|\n", size.X, size.Y, version, len(m.clock.ratio))
	row := func(name, value, aim string) { text += fmt.Sprintf("| %s | %s | %s |\n", name, value, aim) }
	row("from the file to the logo, ms", stats.Of(m.clock.ours).Text("%.0f"), "–")
	row("the same, sharp", stats.Of(m.clock.theirs).Text("%.0f"), "–")
	row("ratio", stats.Of(m.clock.ratio).Text("%.2f"), fmt.Sprintf("≤ %d", aim))
	row("processor time of all threads, ms", stats.Of(m.processor.ours).Text("%.0f"), "–")
	row("the same, sharp", stats.Of(m.processor.theirs).Text("%.0f"), "–")
	row("ratio of processor times", stats.Of(m.processor.ratio).Text("%.2f"), "–")
	row("bytes", fmt.Sprintf("%d (%s)", len(m.logo.Body), m.logo.Method), fmt.Sprintf("< %d", branding.ImageBytesBelow))
	row("the same, sharp", fmt.Sprint(m.theirBytes), "–")
	row("structural similarity to a lossless resize of the whole", fmt.Sprintf("%.4f", m.ourSimilarity), "≥ 0.98")
	row("the same, sharp", fmt.Sprintf("%.4f", m.theirSimilarity), "–")
	row("memory taken from the system at most, MiB, the photograph of the benchmark included", fmt.Sprint(m.memory>>20), "–")
	_, err := io.WriteString(w, text)
	return err
}
