package remote

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// searchPatience is what an answer may take beside the timeout: the server may have to make its index first.
const searchPatience = 10 * time.Second

func federationPath(federation string, rest ...string) []string {
	return append([]string{"v1", "federations", federation}, rest...)
}

// FederationState tells what a federation's directory is, and what can be taken back.
func (c *Client) FederationState(ctx context.Context, federation string) (wire.FederationState, error) {
	var out wire.FederationState
	err := c.do(ctx, "remote.FederationState", exchange{method: http.MethodGet, path: federationPath(federation), out: &out})
	return out, err
}

// SearchDirectory reads a page of the answers of a query.
func (c *Client) SearchDirectory(ctx context.Context, federation string, in wire.SearchQuery) (wire.SearchPage, error) {
	var out wire.SearchPage
	err := c.do(ctx, "remote.SearchDirectory", exchange{
		method: http.MethodGet, path: federationPath(federation, "search"), query: searchValues(in), out: &out, extra: searchPatience,
	})
	return out, err
}

// searchValues is the query string of a search.
func searchValues(in wire.SearchQuery) url.Values {
	q := url.Values{}
	for name, text := range map[string]string{"category": in.Category, "text": in.Text, "sort": in.Sort} {
		if text != "" {
			q.Set(name, text)
		}
	}
	for name, on := range map[string]bool{"down": in.Down, "counts": in.Counts} {
		if on {
			q.Set(name, "1")
		}
	}
	for name, n := range map[string]int{"offset": in.Offset, "limit": in.Limit} {
		if n > 0 {
			q.Set(name, strconv.Itoa(n))
		}
	}
	for column, ids := range in.Filters {
		for _, id := range ids {
			q.Add("filter."+column, id)
		}
	}
	return q
}

// Accounts lists the accounts of a federation with what is known of each.
func (c *Client) Accounts(ctx context.Context, federation string) (wire.Accounts, error) {
	var out wire.Accounts
	err := c.do(ctx, "remote.Accounts", exchange{
		method: http.MethodGet, path: federationPath(federation, "accounts"), out: &out, extra: searchPatience,
	})
	return out, err
}

// ActivatePortal activates the Enterprise Portal of a federation; whoever is chosen becomes its first Super Admin.
func (c *Client) ActivatePortal(ctx context.Context, federation string, first wire.PortalUser) (wire.Invited, error) {
	var out wire.Invited
	err := c.do(ctx, "remote.ActivatePortal", exchange{method: http.MethodPost, path: federationPath(federation, "portal"), in: first, out: &out})
	return out, err
}

// PortalAdministrators lists who may enter a federation's portal.
func (c *Client) PortalAdministrators(ctx context.Context, federation string) (wire.Administrators, error) {
	var out wire.Administrators
	err := c.do(ctx, "remote.PortalAdministrators", exchange{method: http.MethodGet, path: federationPath(federation, "administrators"), out: &out})
	return out, err
}

// AddPortalAdministrators gives several people access; all or none.
func (c *Client) AddPortalAdministrators(ctx context.Context, federation string, in wire.AddAdministrators) (wire.AddedAdministrators, error) {
	var out wire.AddedAdministrators
	err := c.do(ctx, "remote.AddPortalAdministrators", exchange{
		method: http.MethodPost, path: federationPath(federation, "administrators"), in: in, out: &out,
	})
	return out, err
}

// EditPortalAccess gives an administrator of a portal another access.
func (c *Client) EditPortalAccess(ctx context.Context, federation, person string, in wire.EditAccess) error {
	return c.do(ctx, "remote.EditPortalAccess", exchange{method: http.MethodPatch, path: federationPath(federation, "administrators", person), in: in})
}

// RemovePortalAdministrator takes an access away.
func (c *Client) RemovePortalAdministrator(ctx context.Context, federation, person string) error {
	return c.do(ctx, "remote.RemovePortalAdministrator", exchange{
		method: http.MethodDelete, path: federationPath(federation, "administrators", person),
	})
}

// InvitePortalAdministrator makes another invitation of an administrator who has not accepted one.
func (c *Client) InvitePortalAdministrator(ctx context.Context, federation, person string) (wire.Invited, error) {
	var out wire.Invited
	err := c.do(ctx, "remote.InvitePortalAdministrator", exchange{
		method: http.MethodPost, path: federationPath(federation, "administrators", person, "invite"), out: &out,
	})
	return out, err
}

// rewritePatience is what a change of a whole directory may take beside the timeout.
const rewritePatience = 5 * time.Minute

// BuildFederation founds a federation of the space's provider with its accounts.
func (c *Client) BuildFederation(ctx context.Context, space string, in wire.BuildFederation) (wire.Federation, error) {
	var out wire.Federation
	err := c.do(ctx, "remote.BuildFederation", exchange{
		method: http.MethodPost, path: []string{"v1", "spaces", space, "federations"}, in: in, out: &out,
	})
	return out, err
}

// AddAccounts brings accounts into a federation.
func (c *Client) AddAccounts(ctx context.Context, federation string, in wire.AddAccounts) error {
	return c.do(ctx, "remote.AddAccounts", exchange{
		method: http.MethodPost, path: federationPath(federation, "accounts"), in: in, extra: rewritePatience,
	})
}

// ApplyPlan renumbers the extensions of a federation.
func (c *Client) ApplyPlan(ctx context.Context, federation string, in wire.ApplyPlan) error {
	return c.do(ctx, "remote.ApplyPlan", exchange{
		method: http.MethodPost, path: federationPath(federation, "plan"), in: in, extra: rewritePatience,
	})
}

// UndoDirectory takes the last change of a federation's directory back.
func (c *Client) UndoDirectory(ctx context.Context, federation string) error {
	return c.do(ctx, "remote.UndoDirectory", exchange{method: http.MethodPost, path: federationPath(federation, "undo")})
}

// uploadPatience is what the upload of a file may take beside the timeout.
const uploadPatience = 30 * time.Minute

// StartImport sends a file of some bytes to be read into a federation's directory.
func (c *Client) StartImport(ctx context.Context, federation string, file io.Reader, size int64, o wire.ImportOptions) (wire.Import, error) {
	const op = "remote.StartImport"
	var out wire.Import
	options, err := json.Marshal(o)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	err = c.do(ctx, op, exchange{
		method: http.MethodPost, path: federationPath(federation, "imports"), query: url.Values{"options": {string(options)}},
		stream: file, size: size, kind: "text/csv", out: &out, extra: uploadPatience,
	})
	return out, err
}

// ImportState tells how far an import is.
func (c *Client) ImportState(ctx context.Context, federation, id string) (wire.Import, error) {
	var out wire.Import
	err := c.do(ctx, "remote.ImportState", exchange{method: http.MethodGet, path: federationPath(federation, "imports", id), out: &out})
	return out, err
}

// ImportProblems lists at most limit of the lines that an import refuses, from the offset on.
func (c *Client) ImportProblems(ctx context.Context, federation, id string, offset, limit int) (wire.ImportProblems, error) {
	var out wire.ImportProblems
	q := url.Values{"offset": {strconv.Itoa(offset)}, "limit": {strconv.Itoa(limit)}}
	err := c.do(ctx, "remote.ImportProblems", exchange{
		method: http.MethodGet, path: federationPath(federation, "imports", id, "problems"), query: q, out: &out,
	})
	return out, err
}

// AcceptImport puts what was read into the place of the directory.
func (c *Client) AcceptImport(ctx context.Context, federation, id string) error {
	return c.do(ctx, "remote.AcceptImport", exchange{method: http.MethodPost, path: federationPath(federation, "imports", id, "accept"), extra: searchPatience})
}

// CancelImport gives an import up.
func (c *Client) CancelImport(ctx context.Context, federation, id string) error {
	return c.do(ctx, "remote.CancelImport", exchange{method: http.MethodDelete, path: federationPath(federation, "imports", id)})
}
