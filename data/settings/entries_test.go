package settings_test

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

const (
	idA = "0198c0de-0000-7000-8000-00000000000a"
	idB = "0198c0de-0000-7000-8000-00000000000b"
	idC = "0198c0de-0000-7000-8000-00000000000c"
)

func voice(name string) settings.Telephony {
	return settings.Telephony{ID: idA, Name: name, Address: settings.HostPort{Host: "sip.example"}, Transport: "udp"}
}

func server(id, name, ip string) settings.AppServer {
	return settings.AppServer{ID: id, Name: name, Address: settings.IPPort{IP: netip.MustParseAddr(ip), Port: 443}}
}

// What a type writes is what the rules accept and what it reads.
func TestStoredForms(t *testing.T) {
	ipPort := settings.AppServer{ID: idA, Name: "Secours", Address: settings.IPPort{IP: netip.MustParseAddr("2001:db8::7"), Port: 8443}}
	full := settings.Telephony{
		ID: idA, Name: "Voix", Address: settings.HostPort{Host: "sip.example", Port: 5061}, Transport: "tls", Phone: "+15145550150", Note: "a\nb",
	}
	order := settings.AppServers{Order: []string{idB, idA}, Failover: settings.Failover{Enabled: true, DownAfter: 5, UpAfter: 3600}}
	reseller := settings.Reseller{ID: idA, Name: "Nord", Language: "en", Telephony: idB, Email: "a@x.example", Phone: "+14185550110", Note: "n"}
	for _, tt := range []struct {
		entity string
		fields map[string]wire.Value
		same   bool
	}{
		{"support", settings.Support{Email: "a@x.example", Phone: "+15145550123"}.Fields(), settings.SupportFrom(settings.Support{Email: "a@x.example"}.Fields()) == settings.Support{Email: "a@x.example"}},
		{"support", settings.Support{}.Fields(), settings.SupportFrom(nil) == settings.Support{}},
		{settings.TelephonyEntity(idA), full.Fields(), settings.TelephonyFrom(idA, full.Fields()) == full},
		{settings.TelephonyEntity(idA), voice("Voix").Fields(), settings.TelephonyFrom(idA, voice("Voix").Fields()) == voice("Voix")},
		{settings.AppServerEntity(idA), server(idA, "Maître", "203.0.113.7").Fields(), settings.AppServerFrom(idA, server(idA, "Maître", "203.0.113.7").Fields()) == server(idA, "Maître", "203.0.113.7")},
		{settings.AppServerEntity(idA), ipPort.Fields(), settings.AppServerFrom(idA, ipPort.Fields()) == ipPort},
		{"appservers", order.Fields(), cmp.Equal(settings.AppServersFrom(order.Fields()), order)},
		{"appservers", settings.AppServers{Failover: settings.DefaultFailover()}.Fields(), cmp.Equal(settings.AppServersFrom(nil), settings.AppServers{Failover: settings.DefaultFailover()}, cmpopts.EquateEmpty())},
		{settings.ResellerEntity(idA), reseller.Fields(), settings.ResellerFrom(idA, reseller.Fields()) == reseller},
	} {
		for name, value := range tt.fields {
			if err := settings.CheckField(tt.entity, name, value); err != nil {
				t.Errorf("%s %s %s: %v", tt.entity, name, value, err)
			}
		}
		if err := settings.CheckTogether(tt.entity, tt.fields); err != nil || !tt.same {
			t.Errorf("%s: read as written: %v, %v", tt.entity, tt.same, err)
		}
	}
}

func TestCheckField(t *testing.T) {
	telephony, appserver, reseller := settings.TelephonyEntity(idA), settings.AppServerEntity(idA), settings.ResellerEntity(idA)
	for _, tt := range []struct{ name, entity, field, value, want string }{
		{"SupportIsCleared", "support", "email", `null`, ""},
		{"ErrSupportEmptyText", "support", "email", `""`, "settings.email_required"},
		{"ErrSupportNotStored", "support", "email", `"a@X.example"`, "settings.value_unreadable"},
		{"ErrSupportPhone", "support", "phone", `"514 555-0123"`, "settings.value_unreadable"},
		{"ErrSupportNumber", "support", "phone", `15145550123`, "settings.value_unreadable"},
		{"ErrSupportField", "support", "fax", `"+15145550123"`, "settings.unknown_field"},
		{"DefaultTelephony", "telephony", "default", `"` + idA + `"`, ""},
		{"ErrDefaultTelephony", "telephony", "default", `"Voix"`, "settings.value_unreadable"},
		{"ErrTelephonyID", "telephony:x", "name", `"Voix"`, "settings.unknown_field"},
		{"ErrTelephonyIDInCapitals", strings.ToUpper(telephony), "name", `"Voix"`, "settings.unknown_field"},
		{"ErrTelephonyNoName", telephony, "name", `null`, "settings.value_unreadable"},
		{"ErrTelephonyEmptyName", telephony, "name", `""`, "settings.entry_name_required"},
		{"ErrTelephonyLongName", telephony, "name", `"` + strings.Repeat("é", 81) + `"`, "settings.name_too_long"},
		{"ErrTelephonyTransport", telephony, "transport", `"sctp"`, "settings.transport_unknown"},
		{"ErrAddressOrder", telephony, "address", `{"port":5060,"host":"sip.example"}`, "settings.value_unreadable"},
		{"ErrAddressExtra", telephony, "address", `{"host":"sip.example","user":"x"}`, "settings.value_unreadable"},
		{"ErrAddressCase", telephony, "address", `{"host":"SIP.example"}`, "settings.value_unreadable"},
		{"ErrAddressPortTooHigh", telephony, "address", `{"host":"sip.example","port":65536}`, "settings.value_unreadable"},
		{"ErrAddressEmptyHost", telephony, "address", `{"host":""}`, "settings.host_required"},
		{"ErrAddressText", telephony, "address", `"sip.example"`, "settings.value_unreadable"},
		{"ErrServerUsualPort", appserver, "address", `{"ip":"203.0.113.7","port":443}`, "settings.value_unreadable"},
		{"ErrServerMapped", appserver, "address", `{"ip":"::ffff:203.0.113.7"}`, "settings.value_unreadable"},
		{"ErrServerZone", appserver, "address", `{"ip":"fe80::1%eth0"}`, "settings.ip_zone"},
		{"ErrServerName", appserver, "address", `{"ip":"serveur.example"}`, "settings.ip_invalid"},
		{"ErrOrderTwice", "appservers", "order", `["` + idA + `","` + idA + `"]`, "settings.value_unreadable"},
		{"ErrOrderText", "appservers", "order", `["a"]`, "settings.value_unreadable"},
		{"ErrOrderLong", "appservers", "order", `["` + strings.Repeat(idA+`","`, 50) + idB + `"]`, "settings.value_unreadable"},
		{"ErrFailoverPart", "appservers", "failover", `{"down_after_s":30,"up_after_s":30}`, "settings.value_unreadable"},
		{"ErrFailoverShort", "appservers", "failover", `{"down_after_s":4,"enabled":true,"up_after_s":30}`, "settings.failover_range"},
		{"ErrFailoverLong", "appservers", "failover", `{"down_after_s":5,"enabled":true,"up_after_s":3601}`, "settings.failover_range"},
		{"ErrResellerActive", reseller, "active", `"yes"`, "settings.value_unreadable"},
		{"ErrResellerTelephony", reseller, "telephony", `"Voix"`, "settings.value_unreadable"},
		{"ErrNoteSpaces", reseller, "note", `" a"`, "settings.value_unreadable"},
		{"ErrKind", "colour:" + idA, "name", `"x"`, "settings.unknown_field"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantKey(t, settings.CheckField(tt.entity, tt.field, wire.Value(tt.value)), tt.want)
		})
	}
}

// Who may write what, for each row of the table.
func TestWhoEditsWhat(t *testing.T) {
	for _, k := range settings.Kinds() {
		if k.Owned {
			continue // see TestASearchIsItsPersonsOwn
		}
		entity := k.Name
		if k.Many {
			entity += ":" + idA
		}
		for _, role := range []access.Role{access.Primary, access.Delegate, access.Reseller, access.Support, access.Kiosk, "root", ""} {
			who := access.Member{Provider: "p", Person: "me", Role: role}
			edits := (role == access.Primary || role == access.Delegate) && k.Name != "person"
			if got := (settings.Policy{}).May(who, wire.Edit, entity, k.Fields[0].Name); (got == "") != edits {
				t.Errorf("%s edits %s: %q", role, entity, got)
			}
			if got := (settings.Policy{}).May(who, wire.Delete, entity, ""); (got == "") != (edits && k.Deletable) {
				t.Errorf("%s deletes %s: %q", role, entity, got)
			}
		}
		if k.Name != "person" && !slices.Contains([]string{access.Public, access.Staff}, (settings.Policy{}).Audience(entity, "x")) {
			t.Errorf("%s is read by %q", entity, settings.Policy{}.Audience(entity, "x"))
		}
	}
}

func TestTheFirstServerOfTheOrderIsTheMaster(t *testing.T) {
	v := settings.Values{
		settings.AppServerEntity(idA): server(idA, "A", "203.0.113.1").Fields(),
		settings.AppServerEntity(idB): server(idB, "B", "203.0.113.2").Fields(),
		settings.AppServerEntity(idC): server(idC, "C", "203.0.113.3").Fields(),
	}
	for _, tt := range []struct {
		name  string
		order []string
		want  string
	}{
		{"none", nil, "ABC"},
		{"all", []string{idC, idA, idB}, "CAB"},
		{"one is missing", []string{idC}, "CAB"},
		{"one is unknown", []string{"0198c0de-0000-7000-8000-0000000000ff", idB}, "BAC"},
	} {
		v[settings.EntityAppServers] = settings.AppServers{Order: tt.order, Failover: settings.DefaultFailover()}.Fields()
		got := ""
		for _, s := range v.AppServers() {
			got += s.Name
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestANewResellerHasTheDefaults(t *testing.T) {
	v := settings.Values{
		settings.EntityProfile:   settings.Profile{Name: "X", DefaultLanguage: "en", TimeZone: "UTC"}.Fields(),
		settings.EntityTelephony: {settings.FieldDefault: settings.Text(idB)},
	}
	if got := settings.NewReseller(idA, v); got != (settings.Reseller{ID: idA, Language: "en", Telephony: idB, Active: true}) {
		t.Errorf("%+v", got)
	}
}

func findings(list []settings.Finding) (out []string) {
	for _, f := range list {
		key, _ := fault.KeyOf(f.Err)
		kind, _, _ := strings.Cut(f.Entity, ":")
		mark := "refused "
		if f.Warning {
			mark = "warned "
		}
		out = append(out, mark+kind+" "+f.Field+" "+key)
	}
	return out
}

func TestReview(t *testing.T) {
	reseller := settings.Reseller{Name: "Nord", Language: "fr", Telephony: idA, Active: true}
	for _, tt := range []struct {
		name string
		v    settings.Values
		want []string
	}{
		{"nothing is set", settings.Values{}, nil},
		{"sound", settings.Values{settings.TelephonyEntity(idA): voice("Voix").Fields(), settings.ResellerEntity(idB): reseller.Fields()}, nil},
		{"reference to nothing", settings.Values{settings.ResellerEntity(idB): reseller.Fields()}, []string{"refused reseller telephony settings.telephony_gone"}},
		{"names that differ in case and spaces", settings.Values{
			settings.TelephonyEntity(idA): voice("Voix du Nord").Fields(), settings.TelephonyEntity(idB): voice("VOIX  du nord").Fields(),
		}, []string{"refused telephony name settings.name_taken"}},
		{"names that differ in accents", settings.Values{
			settings.TelephonyEntity(idA): voice("Cote").Fields(), settings.TelephonyEntity(idB): voice("Côté").Fields(),
		}, nil},
		{
			"incomplete",
			settings.Values{settings.TelephonyEntity(idA): {"transport": settings.Text("udp")}},
			[]string{"refused telephony address settings.address_required", "refused telephony name settings.entry_name_required"},
		},
		{"one address twice", settings.Values{
			settings.AppServerEntity(idA): server(idA, "A", "203.0.113.1").Fields(), settings.AppServerEntity(idB): server(idB, "B", "203.0.113.1").Fields(),
		}, []string{"warned appserver address settings.ip_duplicate"}},
		{
			"private e-mail",
			settings.Values{settings.EntitySupport: settings.Support{Email: "Marie@boreale.example"}.Fields()},
			[]string{"warned support email settings.email_private"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := findings(settings.Review(tt.v, settings.About{PrivateEmail: "marie@boreale.example"}))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestADeletionSaysWhere(t *testing.T) {
	v := settings.Values{settings.TelephonyEntity(idA): voice("Voix").Fields()}
	wantKey(t, settings.CheckDelete(v, settings.TelephonyEntity(idA)), "")
	for i, name := range []string{"Nord", "Sud", "Est", "Ouest", "Centre", "Îles"} {
		r := settings.Reseller{Name: name, Language: "fr", Telephony: idA, Active: true}
		v[settings.ResellerEntity("0198c0de-0000-7000-8000-10000000000"+string(rune('0'+i)))] = r.Fields()
	}
	err := settings.CheckDelete(v, settings.TelephonyEntity(idA))
	wantKey(t, err, "settings.telephony_in_use_by")
	if _, args := fault.KeyOf(err); args["Where"] != "Centre, Est, Nord, Ouest, Sud, …" {
		t.Errorf("where: %v", args["Where"])
	}
	if uses := settings.UsesOf(v, settings.TelephonyEntity(idA)); len(uses) != 6 || uses[0].Name != "Nord" {
		t.Errorf("%+v", uses)
	}
	v[settings.EntityTelephony] = map[string]wire.Value{settings.FieldDefault: settings.Text(idA)}
	wantKey(t, settings.CheckDelete(v, settings.TelephonyEntity(idA)), "settings.telephony_in_use_default")
}
