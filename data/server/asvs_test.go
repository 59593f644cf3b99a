package server_test

import (
	"net/http"
	"testing"

	"pupitre/data/access"
)

// What is for one person is kept by no browser and no proxy on its way: answers, refusals, lists (ASVS 5.0.0, 14.3.2).
func TestAnswersAreKeptByNobody(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	for _, path := range []string{
		"/v1/session", "/v1/session/totp", "/v1/spaces/" + r.space + "/pull", "/v1/spaces/" + r.space + "/history",
		"/v1/spaces/" + r.space + "/members", "/v1/spaces/" + r.space + "/sessions", "/v1/spaces/" + r.space + "/rows?kind=x",
		"/v1/spaces/nowhere/members",
	} {
		got := r.do(request{method: "GET", path: path, token: token})
		if got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, Cache-Control %q", path, got.status, got.header.Get("Cache-Control"))
		}
	}
}

// A secret in an address opens nothing: addresses are written to logs and histories (ASVS 5.0.0, 14.2.1).
func TestATokenInAnAddressOpensNothing(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	for _, name := range []string{"token", "access_token", "session", "authorization"} {
		got := r.do(request{method: "GET", path: "/v1/session?" + name + "=" + token})
		if got.status != http.StatusUnauthorized {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	if got := r.do(request{method: "GET", path: "/v1/session", token: token}); got.status != http.StatusOK {
		t.Errorf("the same token in its header: %d", got.status)
	}
}
