package main

import "testing"

const golden = "../../../data/schedule/testdata/schedules-golden.json"

func TestOursAgreesWithItself(t *testing.T) {
	q, err := ask(golden, 20)
	if err != nil {
		t.Fatal(err)
	}
	if len(q.plans) != 100 || len(q.Rules) != 100 || len(q.Instants) != 20 {
		t.Fatalf("%d plans, %d rules, %d instants", len(q.plans), len(q.Rules), len(q.Instants))
	}
	a, b := q.ours(), q.ours()
	if states, nexts := q.disagreements(a, b); states != 0 || nexts != 0 {
		t.Errorf("%d states, %d next changes", states, nexts)
	}
	if a.StateMS <= 0 || a.NextMS <= 0 {
		t.Error("nothing was measured")
	}
}

// A difference is found: a benchmark that compares nothing proves nothing.
func TestADisagreementIsFound(t *testing.T) {
	q, err := ask(golden, 20)
	if err != nil {
		t.Fatal(err)
	}
	a, b := q.ours(), q.ours()
	flipped := []byte(b.States[3])
	flipped[7] ^= 1
	b.States[3] = string(flipped)
	b.Nexts[5][2] = q.from.Unix() + 1
	if states, nexts := q.disagreements(a, b); states != 1 || nexts != 1 {
		t.Errorf("%d states, %d next changes, want 1 of each", states, nexts)
	}
}
