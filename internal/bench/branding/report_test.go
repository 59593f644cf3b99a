//go:build linux

package main

import (
	"image"
	"strings"
	"testing"

	"pupitre/data/branding/picture"
)

func TestThePhotographIsAlwaysTheSame(t *testing.T) {
	a, b := photograph(image.Pt(400, 300)), photograph(image.Pt(400, 300))
	if picture.Similarity(a, b) != 1 {
		t.Error("two photographs differ")
	}
	if picture.Similarity(a, photograph(image.Pt(400, 301))) != 0 {
		t.Error("the size is not that which was asked for")
	}
	if len(picture.Colours(a, 64)) < 64 {
		t.Error("the photograph is too plain to measure anything")
	}
}

func TestTheReportHasTheRatioOfEachRun(t *testing.T) {
	var m measures
	for _, ours := range []float64{10, 20, 30} {
		m.add(sample{Clock: ours, Processor: 5 * ours}, sample{Clock: 10, Processor: 10})
	}
	var b strings.Builder
	if err := m.write(&b, image.Pt(4000, 3000)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "| ratio | 2.00") || !strings.Contains(b.String(), "| ratio of processor times | 10.00") || !strings.Contains(b.String(), "4000 × 3000") {
		t.Error(b.String())
	}
}
