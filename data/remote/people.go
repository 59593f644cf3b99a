package remote

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"pupitre/data/wire"
)

// maxPeoplePages bounds what a server can make us read: 10,000 people.
const maxPeoplePages = 20

// Members lists the people of a provider's space, all pages of them.
func (c *Client) Members(ctx context.Context, space string) (wire.Members, error) {
	var all wire.Members
	q := wire.MembersQuery{}
	for range maxPeoplePages {
		page, err := c.FindMembers(ctx, space, q)
		if err != nil {
			return wire.Members{}, err
		}
		all.Members = append(all.Members, page.Members...)
		if q.After = page.Next; q.After == "" {
			break
		}
	}
	all.Next = q.After
	return all, nil
}

// FindMembers reads a page of the people of a provider's space.
func (c *Client) FindMembers(ctx context.Context, space string, in wire.MembersQuery) (wire.Members, error) {
	q := url.Values{}
	if in.Search != "" {
		q.Set("search", in.Search)
	}
	if in.After != "" {
		q.Set("after", in.After)
	}
	if in.Limit > 0 {
		q.Set("limit", strconv.Itoa(in.Limit))
	}
	var out wire.Members
	err := c.do(ctx, "remote.FindMembers", exchange{
		method: http.MethodGet, path: []string{"v1", "spaces", space, "members"}, query: q, out: &out,
	})
	return out, err
}

// Invite makes somebody a member. Faults of the people catalogue say why not.
func (c *Client) Invite(ctx context.Context, space string, in wire.InvitePerson) (wire.Invited, error) {
	var out wire.Invited
	err := c.do(ctx, "remote.Invite", exchange{method: http.MethodPost, path: peoplePath(space), in: in, out: &out})
	return out, err
}

// InviteAgain makes another invitation of somebody who has not accepted one; those of before are void.
func (c *Client) InviteAgain(ctx context.Context, space, person string) (wire.Invited, error) {
	var out wire.Invited
	err := c.do(ctx, "remote.InviteAgain", exchange{method: http.MethodPost, path: peoplePath(space, person, "invite"), out: &out})
	return out, err
}

// EditPerson changes somebody's name, role or reseller.
func (c *Client) EditPerson(ctx context.Context, space, person string, in wire.EditPerson) error {
	return c.do(ctx, "remote.EditPerson", exchange{method: http.MethodPatch, path: peoplePath(space, person), in: in})
}

// Deactivate shuts somebody out, at once; Reactivate lets them in again.
func (c *Client) Deactivate(ctx context.Context, space, person string) error {
	return c.do(ctx, "remote.Deactivate", exchange{method: http.MethodPost, path: peoplePath(space, person, "deactivate")})
}

// Reactivate undoes Deactivate.
func (c *Client) Reactivate(ctx context.Context, space, person string) error {
	return c.do(ctx, "remote.Reactivate", exchange{method: http.MethodPost, path: peoplePath(space, person, "reactivate")})
}

// RemovePerson ends somebody's place with the provider. The history keeps their name.
func (c *Client) RemovePerson(ctx context.Context, space, person string) error {
	return c.do(ctx, "remote.RemovePerson", exchange{method: http.MethodDelete, path: peoplePath(space, person)})
}

// ChangeAdministrator gives or takes an administrator's role. A wrong password is fault.Forbidden with the sentence
// lease.wrong_password.
func (c *Client) ChangeAdministrator(ctx context.Context, space string, in wire.ChangeAdministrator) error {
	return c.do(ctx, "remote.ChangeAdministrator", exchange{
		method: http.MethodPost, path: []string{"v1", "spaces", space, "administrators"}, in: in,
	})
}

// ChangeName gives one's own name.
func (c *Client) ChangeName(ctx context.Context, in wire.ChangeName) error {
	return c.do(ctx, "remote.ChangeName", exchange{method: http.MethodPut, path: []string{"v1", "session", "name"}, in: in})
}

// ChangeEmail moves one's own sign-in name to another address.
func (c *Client) ChangeEmail(ctx context.Context, in wire.ChangeEmail) error {
	return c.do(ctx, "remote.ChangeEmail", exchange{method: http.MethodPut, path: []string{"v1", "session", "email"}, in: in})
}

// ChangePassword replaces one's own password. A wrong old one is fault.Forbidden with the sentence lease.wrong_password.
func (c *Client) ChangePassword(ctx context.Context, in wire.ChangePassword) error {
	return c.do(ctx, "remote.ChangePassword", exchange{method: http.MethodPut, path: []string{"v1", "session", "password"}, in: in})
}

func peoplePath(space string, rest ...string) []string {
	return append([]string{"v1", "spaces", space, "people"}, rest...)
}
