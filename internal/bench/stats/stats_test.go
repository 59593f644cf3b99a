package stats

import "testing"

func TestQuartiles(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   Spread
	}{
		{[]float64{5}, Spread{5, 5, 5}},
		{[]float64{2, 1}, Spread{1.5, 1.25, 1.75}},
		{[]float64{4, 1, 3, 2}, Spread{2.5, 1.75, 3.25}},
		{[]float64{1, 100, 2, 3, 4}, Spread{3, 2, 4}},
	} {
		if got := Of(c.values); got != c.want {
			t.Errorf("%v: got %+v, want %+v", c.values, got, c.want)
		}
	}
}

func TestText(t *testing.T) {
	if got, want := (Spread{1.25, 1, 2}).Text("%.1f"), "1.2 [1.0–2.0]"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
