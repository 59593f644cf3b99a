package remote_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"pupitre/data/remote"
)

func TestTrafficCountsWhatWentOverTheNetwork(t *testing.T) {
	body := `{"items":[],"epoch":"` + strings.Repeat("e", 5000) + `"}`
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(s.Close)
	c := newClient(t, remote.Options{BaseURL: s.URL})
	if sent, received := c.Traffic(); sent != 0 || received != 0 {
		t.Errorf("before: %d sent, %d received", sent, received)
	}
	if _, err := c.Pull(t.Context(), "provider:x", 0, "", 10, 0); err != nil {
		t.Fatal(err)
	}
	sent, received := c.Traffic()
	if sent < 100 || sent > 2000 || received < int64(len(body)) || received > int64(len(body))+2000 {
		t.Errorf("after: %d sent, %d received, the body has %d", sent, received, len(body))
	}
}
