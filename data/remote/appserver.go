package remote

import (
	"context"
	"net/http"

	"pupitre/data/wire"
)

// AppServersHealth tells how the application servers of a provider are.
func (c *Client) AppServersHealth(ctx context.Context, space string) (wire.AppServersHealth, error) {
	var out wire.AppServersHealth
	err := c.do(ctx, "remote.AppServersHealth", exchange{
		method: http.MethodGet, path: []string{"v1", "spaces", space, "appservers", "health"}, out: &out,
	})
	return out, err
}

// RehearseFailover asks what would happen if a server fell, "" for the one that serves now. Every server is probed for the
// answer, which may take some seconds. Refusals: appserver.none, appserver.unknown, appserver.too_soon.
func (c *Client) RehearseFailover(ctx context.Context, space, server string) (wire.FailoverRehearsal, error) {
	var out wire.FailoverRehearsal
	err := c.do(ctx, "remote.RehearseFailover", exchange{
		method: http.MethodPost, path: []string{"v1", "spaces", space, "appservers", "rehearsal"},
		in: wire.RehearseFailover{Server: server}, out: &out,
	})
	return out, err
}
