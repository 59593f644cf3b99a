//go:build linux

package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/demo"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/internal/smtptest"
)

// sophie gives support: she reads the settings and changes none.
const sophie = "sophie.nguyen@boreale.example"

// The sections that hold contacts and lists, from what is missing to what the public sees.
func TestEverySectionIsEdited(t *testing.T) {
	t.Parallel()
	post := smtptest.Start(t)
	o := newPair(t, "--smtp", post.Address, "--smtp-tls", "none", "--mail-from", "ne-pas-repondre@boreale.example")
	o.post = post
	o.tell("what is missing leads to its field", theCardLeadsToTheField)
	o.tell("contacts reach the public page", contactsReachThePublicPage)
	o.tell("the zone of the service is found in the other language", theZoneOfTheService)
	o.tell("a telephony provider for new resellers", aTelephonyProvider)
	o.tell("application servers and their order", applicationServers)
	o.tell("only the favicon is missing", onlyTheFaviconIsMissing)
	o.tell("the master falls and comes back", theMasterFalls)
	o.tell("the desktop is bypassed", theDesktopIsBypassed)
	o.marie.noToolkitErrors()
	o.luc.noToolkitErrors()
}

// The card says how much is missing; its first line goes to the e-mail of the support.
func theCardLeadsToTheField(o *pair) {
	d := o.marie
	d.focus()
	d.sees(d.p.N("readiness.summary", 5))
	d.clicks(d.p.T("readiness.title"))
	d.sees(d.p.T("settings.gap.support_email"))
	d.keys("Tab", "Return") // the first line's button
	d.types("soutien@")     // the keyboard is in the field
	d.waitTitle(unsaved + d.settingsTitle())
	d.keys("ctrl+s")
	d.refuses(d.p.T("settings.email_form"))
	d.waitTitle(unsaved + d.settingsTitle()) // it is not saved
	page, err := o.s.portal(i18n.French)
	o.check(err)
	if strings.Contains(page, "soutien@") {
		o.t.Error("the public page shows half an address")
	}
}

// refuses waits for a refusal under a field, known by its first sentence: the next may be on another line.
func (d *desktop) refuses(reason string) {
	d.w.t.Helper()
	first, _, _ := strings.Cut(reason, ". ")
	d.sees(first)
}

const supportEmail = "soutien@boreale.example"

// What one desktop saves, the public page and the other desktop show.
func contactsReachThePublicPage(o *pair) {
	d := o.marie
	d.keys("ctrl+a") // the refusal left the keyboard in the field
	d.types(supportEmail)
	d.goTo(d.p.T("sections.support.phone"))
	d.keys("ctrl+a")
	d.types("12")
	d.keys("ctrl+s")
	d.refuses(d.p.T("settings.phone_invalid"))
	d.keys("ctrl+a")
	d.types("514.555.0142")
	d.keys("ctrl+s")
	o.s.portalShows(supportEmail, prompt)
	o.s.portalShows("555-0142", patience)
	d.waitTitle(d.settingsTitle())

	o.luc.focus()
	o.luc.goTo(o.luc.p.T("sections.support.email"))
	o.luc.sees(supportEmail)
	o.luc.goTo(o.luc.p.T("sections.support.phone"))
	o.luc.sees("555-0142")
}

// The zone is searched in English, with a slip, from a window in French; it is chosen with the keys, and public at once.
func theZoneOfTheService(o *pair) {
	d := o.marie
	d.focus()
	d.goTo("servise time zone")
	d.keys("Return")
	d.types("vancouver")
	d.keys("Return")
	d.waitTitle(unsaved + d.settingsTitle())
	d.keys("ctrl+s")
	o.s.portalShows("America/Vancouver", patience)
	d.waitTitle(d.settingsTitle())

	o.luc.focus()
	o.luc.goTo(o.luc.p.T("settings.profile.time_zone"))
	o.luc.sees("Vancouver")
}

const telephonyName = "Voix du Fleuve"

// A provider is added on its page, chosen in the settings, and seen there by the other desktop.
func aTelephonyProvider(o *pair) {
	d := o.marie
	d.focus()
	title := d.p.T("shell.window_title", "Page", d.p.T("telephony.title"))
	d.opensPage(d.p.T("telephony.title"))
	d.clicks(d.p.T("telephony.add"))
	d.types(telephonyName)
	d.keys("Tab")
	d.types("sip fleuve")
	d.waitTitle(unsaved + title)
	d.keys("ctrl+s")
	d.refuses(d.p.T("settings.host_invalid", "Text", "sip fleuve"))
	d.keys("ctrl+a")
	d.types("sip.fleuve.example")
	d.keys("ctrl+s")
	d.waitTitle(title)

	d.goTo(d.p.T("sections.phone.default"))
	d.choose(telephonyName)
	d.waitTitle(unsaved + d.settingsTitle())
	d.save()

	o.luc.focus()
	o.luc.goTo(o.luc.p.T("sections.phone.default"))
	o.luc.sees(telephonyName)
}

// onlyTheFaviconIsMissing closes what the card began with, but for the look.
func onlyTheFaviconIsMissing(o *pair) {
	d := o.marie
	d.focus()
	d.goTo(d.p.T("settings.profile.name"))
	d.keys("shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab") // by the guide and the head of the section and the one line to the head of the card
	d.sees(d.p.N("readiness.summary", 1))
	d.sees(d.p.T("settings.gap.favicon"))
}

// The server decides, whoever asks and however.
func theDesktopIsBypassed(o *pair) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	chair := o.s.seat(marie)
	someone := chair.person(ctx, sophie)
	delegate, helper := o.s.seat(luc), o.s.seat(sophie)

	err := delegate.client.ChangeAdministrator(ctx, delegate.space, wire.ChangeAdministrator{
		Person: someone, Role: string(access.Delegate), Password: demo.Password,
	})
	o.refused("a delegate adds a delegate", err, "lease.primary_only")
	err = delegate.client.ChangeAdministrator(ctx, delegate.space, wire.ChangeAdministrator{
		Person: chair.person(ctx, luc), Role: string(access.Primary), Password: demo.Password,
	})
	o.refused("a delegate takes the place of the primary", err, "lease.primary_only")
	o.luc.focus()
	o.luc.goTo(o.luc.p.T("account.delegates.label"))
	o.luc.sees(o.luc.p.T("lease.primary_only")) // the desktop offers neither, and says why

	confirmed, err := delegate.client.Confirm(ctx, demo.Password)
	o.check(err)
	role := wire.FieldEdit{
		Name: wire.RoleField, Base: settings.Text(string(access.Support)), BaseRev: -1, Value: settings.Text(string(access.Delegate)),
	}
	o.rejected("a delegate writes a role", delegate.push(ctx, wire.MemberEntity(someone), confirmed.Confirm, role), "lease.primary_only")

	email := wire.FieldEdit{
		Name: settings.FieldEmail, Base: settings.Text(supportEmail), BaseRev: -1, Value: settings.Text("pirate@boreale.example"),
	}
	o.rejected("support changes a contact", helper.push(ctx, settings.EntitySupport, "", email), "settings.not_allowed")
	bad := wire.FieldEdit{Name: settings.FieldPhone, Base: settings.Text("+15145550142"), BaseRev: -1, Value: settings.Text("911")}
	o.rejected("a number that no field would take", delegate.push(ctx, settings.EntitySupport, "", bad), "settings.value_unreadable", "settings.phone_invalid")

	members, err := chair.client.Members(ctx, chair.space)
	o.check(err)
	for _, m := range members.Members {
		if (m.Email == sophie && m.Role != string(access.Support)) || (m.Email == luc && m.Role != string(access.Delegate)) {
			o.t.Errorf("%s has become %s", m.Email, m.Role)
		}
	}
	o.s.portalKeeps(supportEmail, time.Second)
	o.s.portalShows("555-0142", patience)
}

// refused fails the test unless an action was refused with the sentence.
func (o *pair) refused(what string, err error, want string) {
	o.t.Helper()
	if got, _ := fault.KeyOf(err); got != want {
		o.t.Errorf("%s: %v, want %s", what, err, want)
	}
}

// rejected fails the test unless an edit was rejected with one of the sentences.
func (o *pair) rejected(what string, got wire.FieldResult, want ...string) {
	o.t.Helper()
	for _, id := range want {
		if got.Outcome == wire.Rejected && got.Code == id {
			return
		}
	}
	o.t.Errorf("%s: %+v, want %v", what, got, want)
}

// push sends one edit as no page would.
func (c *seat) push(ctx context.Context, entity, confirm string, edit wire.FieldEdit) wire.FieldResult {
	c.w.t.Helper()
	now, err := c.client.Pull(ctx, c.space, 0, "", 1, 0)
	c.w.check(err)
	c.pushed++
	result, err := c.client.Push(ctx, c.space, wire.Push{
		Device: c.device, Epoch: now.Epoch, Schema: wire.Schema, Mutations: []wire.Mutation{{
			Seq: c.pushed, Kind: wire.Edit, Entity: entity, Confirm: confirm, MadeAt: time.Now(), Fields: []wire.FieldEdit{edit},
		}},
	})
	c.w.check(err)
	return result.Results[len(result.Results)-1].Fields[0]
}
