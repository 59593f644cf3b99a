package remote

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"pupitre/data/wire"
)

// SignIn opens a session; its token serves the exchanges to come. A wrong e-mail or password is fault.SignedOut with the
// sentence server.bad_credentials.
func (c *Client) SignIn(ctx context.Context, in wire.SignIn) (wire.Session, error) {
	var out wire.Session
	err := c.do(ctx, "remote.SignIn", exchange{method: http.MethodPost, path: []string{"v1", "session"}, in: in, out: &out})
	if err == nil {
		c.SetToken(out.Token)
	}
	return out, err
}

// AcceptInvite spends the secret of an invitation and opens a session, as SignIn does.
func (c *Client) AcceptInvite(ctx context.Context, in wire.AcceptInvite) (wire.Session, error) {
	var out wire.Session
	err := c.do(ctx, "remote.AcceptInvite", exchange{method: http.MethodPost, path: []string{"v1", "invites", "accept"}, in: in, out: &out})
	if err == nil {
		c.SetToken(out.Token)
	}
	return out, err
}

// Session tells who is signed in; it has no token.
func (c *Client) Session(ctx context.Context) (wire.Session, error) {
	var out wire.Session
	err := c.do(ctx, "remote.Session", exchange{method: http.MethodGet, path: []string{"v1", "session"}, out: &out})
	return out, err
}

// SignOut ends the session on the server and forgets its token.
func (c *Client) SignOut(ctx context.Context) error {
	err := c.do(ctx, "remote.SignOut", exchange{method: http.MethodDelete, path: []string{"v1", "session"}})
	if err == nil {
		c.SetToken("")
	}
	return err
}

// Push offers mutations to a space.
func (c *Client) Push(ctx context.Context, space string, in wire.Push) (wire.PushResult, error) {
	var out wire.PushResult
	err := c.do(ctx, "remote.Push", exchange{method: http.MethodPost, path: []string{"v1", "spaces", space, "push"}, in: in, out: &out})
	return out, err
}

// Pull reads a page of a space after a cursor; with wait, of at most wire.MaxWait, the server holds the answer until
// there is news. limit 0 leaves the size of the page to the server.
func (c *Client) Pull(ctx context.Context, space string, since int64, epoch string, limit int, wait time.Duration) (wire.Pull, error) {
	q := url.Values{"since": {strconv.FormatInt(since, 10)}, "epoch": {epoch}}
	if limit > 0 {
		q.Set("limit", strconv.Itoa(limit))
	}
	wait = min(wait, wire.MaxWait)
	if wait >= time.Second {
		q.Set("wait", strconv.FormatInt(int64(wait/time.Second), 10))
	}
	var out wire.Pull
	err := c.do(ctx, "remote.Pull", exchange{
		method: http.MethodGet, path: []string{"v1", "spaces", space, "pull"}, query: q, out: &out, extra: wait,
	})
	return out, err
}

// History reads a page of the changes of a space, the newest first. Before 0 begins with the newest, limit 0 leaves the size
// to the server.
func (c *Client) History(ctx context.Context, space string, in wire.HistoryQuery) (wire.History, error) {
	q := url.Values{}
	for name, text := range map[string]string{"entity": in.Entity, "field": in.Field, "person": in.Person} {
		if text != "" {
			q.Set(name, text)
		}
	}
	if in.Before > 0 {
		q.Set("before", strconv.FormatInt(in.Before, 10))
	}
	if in.Limit > 0 {
		q.Set("limit", strconv.Itoa(in.Limit))
	}
	var out wire.History
	err := c.do(ctx, "remote.History", exchange{
		method: http.MethodGet, path: []string{"v1", "spaces", space, "history"}, query: q, out: &out,
	})
	return out, err
}

// Confirm gives the password again. A wrong one is fault.Forbidden with the sentence lease.wrong_password.
func (c *Client) Confirm(ctx context.Context, password string) (wire.Confirmed, error) {
	var out wire.Confirmed
	err := c.do(ctx, "remote.Confirm", exchange{
		method: http.MethodPost, path: []string{"v1", "session", "confirm"}, in: wire.Confirm{Password: password}, out: &out,
	})
	return out, err
}

// Presence tells which section of a space the person is editing, "" for none. It has to be told again each half minute.
func (c *Client) Presence(ctx context.Context, space, section string) error {
	return c.do(ctx, "remote.Presence", exchange{
		method: http.MethodPost, path: []string{"v1", "spaces", space, "presence"}, in: wire.Presence{Section: section},
	})
}
