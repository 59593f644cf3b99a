package remote

import (
	"context"
	"net/http"
	"net/url"

	"pupitre/data/wire"
)

// Sessions lists the sessions of a person of the provider, of all whom the reader may see when person is empty.
func (c *Client) Sessions(ctx context.Context, space, person string) (wire.Sessions, error) {
	q := url.Values{}
	if person != "" {
		q.Set("person", person)
	}
	var out wire.Sessions
	err := c.do(ctx, "remote.Sessions", exchange{
		method: http.MethodGet, path: []string{"v1", "spaces", space, "sessions"}, query: q, out: &out,
	})
	return out, err
}

// EndSession ends a session at once. One that ended already, or is not the reader's to end, is people.session_unknown.
func (c *Client) EndSession(ctx context.Context, space, session string) error {
	return c.do(ctx, "remote.EndSession", exchange{
		method: http.MethodDelete, path: []string{"v1", "spaces", space, "sessions", session},
	})
}

// NewKiosk gives a one-time code that enrols a kiosk.
func (c *Client) NewKiosk(ctx context.Context, space string, in wire.NewKiosk) (wire.KioskCode, error) {
	var out wire.KioskCode
	err := c.do(ctx, "remote.NewKiosk", exchange{
		method: http.MethodPost, path: []string{"v1", "spaces", space, "kiosks"}, in: in, out: &out,
	})
	return out, err
}

// EnrolKiosk spends a code and opens the session of a kiosk; its token serves the exchanges to come.
func (c *Client) EnrolKiosk(ctx context.Context, in wire.EnrolKiosk) (wire.EnrolledKiosk, error) {
	var out wire.EnrolledKiosk
	err := c.do(ctx, "remote.EnrolKiosk", exchange{method: http.MethodPost, path: []string{"v1", "kiosks", "enrol"}, in: in, out: &out})
	if err == nil {
		c.SetToken(out.Token)
	}
	return out, err
}
