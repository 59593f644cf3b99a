package settingsfile_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/transfer/settingsfile"
	"pupitre/data/wire"
)

const (
	voice  = "0198c0de-0000-7000-8000-000000000001"
	second = "0198c0de-0000-7000-8000-000000000002"
	master = "0198c0de-0000-7000-8000-0000000000a1"
	slave  = "0198c0de-0000-7000-8000-0000000000a2"
	nord   = "0198c0de-0000-7000-8000-0000000000b1"
)

// sample is a provider with something in every section.
func sample(t testing.TB) settings.Values {
	t.Helper()
	address := func(ip, port string) settings.IPPort {
		a, err := settings.ParseIPPort(ip, port)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	return settings.Values{
		settings.EntityProfile:   settings.DefaultProfile("Téléphonie Boréale").Fields(),
		settings.EntitySupport:   settings.Support{Email: "soutien@boreale.example", Phone: "+15145550123"}.Fields(),
		settings.EntityTelephony: {settings.FieldDefault: settings.Text(voice)},
		settings.TelephonyEntity(voice): settings.Telephony{
			Name: "Voix Laurentienne", Address: settings.HostPort{Host: "sip.laurentienne.example", Port: 5061}, Transport: "tls", Phone: "+15145550150",
		}.Fields(),
		settings.TelephonyEntity(second): settings.Telephony{
			Name: "Trunk & Co", Address: settings.HostPort{Host: "2001:db8::5"}, Transport: "udp", Note: "Ligne 1\nLigne 2: oui # non",
		}.Fields(),
		settings.AppServerEntity(master): settings.AppServer{Name: "Maître", Address: address("203.0.113.7", "")}.Fields(),
		settings.AppServerEntity(slave):  settings.AppServer{Name: "Secours", Address: address("2001:db8::7", "8443")}.Fields(),
		settings.EntityAppServers:        settings.AppServers{Order: []string{master, slave}, Failover: settings.DefaultFailover()}.Fields(),
		settings.ResellerEntity(nord): settings.Reseller{
			Name: "Réseau du Nord", Language: "fr", Telephony: voice, Phone: "+14185550110", Active: true,
		}.Fields(),
		"person:" + nord: {settings.FieldLanguage: settings.Text("en")},
	}
}

func write(t testing.TB, v settings.Values) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := settingsfile.Write(&b, v, images); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// ids gives new ids in order.
func ids() func() (string, error) {
	n := 0
	return func() (string, error) {
		n++
		return fmt.Sprintf("0198c0de-0000-7000-8000-%012d", 900+n), nil
	}
}

func read(t testing.TB, file string, v settings.Values, prune bool) settingsfile.Plan {
	t.Helper()
	plan, err := settingsfile.Read(strings.NewReader(file), v, settingsfile.Options{Prune: prune, NewID: ids()})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func problems(list []settingsfile.Problem) (out []string) {
	for _, p := range list {
		key, _ := fault.KeyOf(p.Err)
		out = append(out, fmt.Sprintf("%d %s", p.Line, key))
	}
	return out
}

// after is what is set once the plan is saved.
func after(v settings.Values, p settingsfile.Plan) settings.Values {
	out := v.Clone()
	edits, deletions := p.Edits(syncing.View{})
	for _, e := range edits {
		if out[e.Entity] == nil {
			out[e.Entity] = map[string]wire.Value{}
		}
		out[e.Entity][e.Field] = e.Value
	}
	for _, d := range deletions {
		delete(out, d.Entity)
	}
	return out
}

const wantFile = `# Pupitre: paramètres du fournisseur / settings of the provider
# Ce qui manque reste inchangé. / What is left out stays as it is.
pupitre: 1
profile:
  name: Téléphonie Boréale
  default_language: fr
  time_zone: America/Toronto
support:
  email: soutien@boreale.example
  phone: "+15145550123"
telephony:
  default: Voix Laurentienne
  providers:
    - id: 0198c0de-0000-7000-8000-000000000002
      name: Trunk & Co
      host: 2001:db8::5
      transport: udp
      note: |-
        Ligne 1
        Ligne 2: oui # non
    - id: 0198c0de-0000-7000-8000-000000000001
      name: Voix Laurentienne
      host: sip.laurentienne.example
      port: 5061
      transport: tls
      phone: "+15145550150"
appservers:
  failover:
    enabled: true
    down_after_s: 30
    up_after_s: 120
  servers:
    - id: 0198c0de-0000-7000-8000-0000000000a1
      name: Maître
      ip: 203.0.113.7
      port: 443
    - id: 0198c0de-0000-7000-8000-0000000000a2
      name: Secours
      ip: 2001:db8::7
      port: 8443
resellers:
  - id: 0198c0de-0000-7000-8000-0000000000b1
    name: Réseau du Nord
    language: fr
    telephony: Voix Laurentienne
    phone: "+14185550110"
    active: true
`

func TestWrite(t *testing.T) {
	if diff := cmp.Diff(wantFile, write(t, sample(t))); diff != "" {
		t.Error(diff)
	}
}

func TestReadingWhatWasWrittenChangesNothing(t *testing.T) {
	v := sample(t)
	for _, prune := range []bool{false, true} {
		plan := read(t, wantFile, v, prune)
		edits, deletions := plan.Edits(syncing.View{})
		if len(plan.Problems)+len(plan.Warnings)+len(edits)+len(deletions) > 0 || plan.Count(settingsfile.Unchanged) != 9 {
			t.Errorf("%+v, %v", plan, problems(plan.Problems))
		}
	}
}

func TestIntoAnEmptyProvider(t *testing.T) {
	v := settings.Values{settings.EntityProfile: settings.DefaultProfile("Autre").Fields()}
	plan := read(t, wantFile, v, false)
	if len(plan.Problems) > 0 {
		t.Fatal(problems(plan.Problems))
	}
	want := sample(t)
	delete(want, "person:"+nord)
	if got := write(t, after(v, plan)); got != write(t, want) {
		t.Errorf("%s", got)
	}
}

func TestEntriesAreMatchedByIDThenByName(t *testing.T) {
	v := sample(t)
	plan := read(t, `pupitre: 1
telephony:
  providers:
    - name: " voix  LAURENTIENNE "
      port: 5062
    - id: `+second+`
      name: Trunk et cie
    - name: Troisième
      host: SIP.Example.
resellers:
  - name: Réseau du Sud
    telephony: trunk et CIE
appservers:
  servers:
    - name: Secours
    - name: Maître
`, v, false)
	if len(plan.Problems) > 0 {
		t.Fatal(problems(plan.Problems))
	}
	got := after(v, plan)
	first := settings.TelephonyFrom(voice, got[settings.TelephonyEntity(voice)])
	if first.Address != (settings.HostPort{Host: "sip.laurentienne.example", Port: 5062}) || first.Transport != "tls" {
		t.Errorf("matched by name, and the rest stays: %+v", first)
	}
	if name := settings.TelephonyFrom(second, got[settings.TelephonyEntity(second)]).Name; name != "Trunk et cie" {
		t.Errorf("matched by id: %q", name)
	}
	if all := got.Telephony(); len(all) != 3 || all[0].Name != "Troisième" || all[0].Address.Host != "sip.example" || all[0].Transport != "udp" {
		t.Errorf("a new one: %+v", all)
	}
	south := got.Resellers()[1]
	if south.Telephony != second || south.Language != "fr" || !south.Active {
		t.Errorf("a new reseller has the defaults, and what the file says: %+v", south)
	}
	if order := got.AppServers(); order[0].ID != slave || order[1].ID != master {
		t.Errorf("the order of the file: %+v", order)
	}
	if plan.Count(settingsfile.Create) != 2 || plan.Count(settingsfile.Delete) != 0 {
		t.Errorf("%+v", plan.Changes)
	}
}

func TestPrune(t *testing.T) {
	v := sample(t)
	plan := read(t, "pupitre: 1\nappservers:\n  servers:\n    - id: "+slave+"\n", v, true)
	got := after(v, plan)
	if list := got.AppServers(); len(list) != 1 || list[0].ID != slave || plan.Count(settingsfile.Delete) != 1 || len(got.Telephony()) != 2 {
		t.Errorf("%+v", plan.Changes)
	}
	kept := read(t, "pupitre: 1\ntelephony:\n  providers:\n    - id: "+second+"\n", v, true)
	if got := problems(kept.Problems); !cmp.Equal(got, []string{"2 settings.telephony_in_use_default"}) {
		t.Errorf("%v", got)
	}
}

// Every mistake is told at once, with its line; nothing is changed.
func TestMistakes(t *testing.T) {
	v := sample(t)
	for _, tt := range []struct {
		name, file string
		want       []string
	}{
		{"Empty", "", []string{"0 transfer.not_one_document"}},
		{"NoVersion", "profile:\n  name: X\n", []string{"0 transfer.no_version"}},
		{"OtherVersion", "profile: {}\npupitre: 2\n", []string{"2 transfer.other_version"}},
		{"NotYAML", "pupitre: 1\nprofile: [\n", []string{"2 transfer.not_yaml"}},
		{"TwoDocuments", "pupitre: 1\n---\npupitre: 1\n", []string{"0 transfer.not_one_document"}},
		{"NotUTF8", "pupitre: 1\nprofile:\n  name: \xff\n", []string{"0 transfer.not_utf8"}},
		{"List", "- pupitre: 1\n", []string{"0 transfer.no_version", "1 transfer.not_a_group"}},
		{"UnknownSection", "pupitre: 1\npeople: []\n", []string{"2 transfer.unknown_key"}},
		{
			"UnknownKeys", "pupitre: 1\nprofile:\n  colour: red\nappservers:\n  failover:\n    x: 1\n  servers:\n    - port: 1\n      id: " + master + "\n      zone: y\n",
			[]string{"3 transfer.unknown_key", "6 transfer.unknown_key", "10 transfer.unknown_key"},
		},
		{"Twice", "pupitre: 1\nresellers:\n  - id: " + nord + "\n  - id: " + nord + "\n", []string{"4 transfer.entry_twice"}},
		{"BadID", "pupitre: 1\nresellers:\n  - id: nord\n    name: X\n", []string{"3 transfer.bad_id"}},
		{
			"Shapes", "pupitre: 1\nprofile: x\nresellers:\n  name: y\nsupport:\n  email: [a, b]\n",
			[]string{"2 transfer.not_a_group", "4 transfer.not_a_list", "6 transfer.not_a_text"},
		},
		{"Values", `pupitre: 1
profile:
  name:
  default_language: de
  time_zone: America/Rimouski
support:
  email: soutien@
  phone: 12
telephony:
  default: Personne
  providers:
    - name: Sans adresse
    - host: sip.example
    - name: Voix
      host: "a b"
      transport: sctp
appservers:
  failover:
    enabled: yes
    down_after_s: 1
  servers:
    - name: Maître
      ip: 256.1.1.1
    - name: Nouveau
      ip: 203.0.113.9
      port: 70000
`, []string{
			"3 settings.value_unreadable", "4 settings.language_unknown", "5 settings.time_zone_unknown", "7 settings.email_form",
			"8 settings.phone_invalid", "10 transfer.unknown_provider", "15 settings.host_invalid", "16 settings.transport_unknown",
			"19 transfer.not_true_or_false", "23 settings.ip_invalid", "25 settings.port_invalid",
		}},
		{
			"Together", "pupitre: 1\ntelephony:\n  providers:\n    - name: Sans adresse\n    - host: sip.example\n    - id: " + second + "\n      name: voix laurentienne\n",
			[]string{"4 settings.address_required", "5 settings.entry_name_required", "7 settings.name_taken"},
		},
		{"Deep", "pupitre: 1\nprofile: " + strings.Repeat("[", 200_000), []string{"2 transfer.too_deep"}},
		{"DeepBlocks", "pupitre: 1\nprofile:\n  " + strings.Repeat("- ", 200_000) + "x", []string{"3 transfer.too_deep"}},
		{"Large", "pupitre: 1\n#" + strings.Repeat("x", settingsfile.MaxFile), []string{"0 transfer.too_large"}},
		{"Anchors", "pupitre: 1\nprofile:\n  name: &n X\nsupport:\n  email: *n\n", []string{"3 transfer.not_a_text", "5 transfer.not_a_text"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			plan := read(t, tt.file, v, false)
			if diff := cmp.Diff(tt.want, problems(plan.Problems)); diff != "" {
				t.Error(diff)
			}
			if edits, deletions := plan.Edits(syncing.View{}); len(edits)+len(deletions) > 0 || len(plan.Changes) > 0 {
				t.Errorf("a file with mistakes changes something: %+v", plan.Changes)
			}
		})
	}
	plan, err := settingsfile.Read(iotest.ErrReader(fmt.Errorf("gone")), v, settingsfile.Options{NewID: ids()})
	if got := problems(plan.Problems); err != nil || !cmp.Equal(got, []string{"0 transfer.unreadable_file"}) {
		t.Errorf("%v %v", got, err)
	}
}

func TestWarningsAreNotInTheWay(t *testing.T) {
	plan := read(t, "pupitre: 1\nappservers:\n  servers:\n    - id: "+slave+"\n      ip: 203.0.113.7\n", sample(t), false)
	if got := problems(plan.Warnings); !cmp.Equal(got, []string{"4 settings.ip_duplicate"}) && !cmp.Equal(got, []string{"0 settings.ip_duplicate"}) {
		t.Errorf("%v", got)
	}
	if plan.Count(settingsfile.Update) != 2 || len(plan.Problems) > 0 {
		t.Errorf("%+v", plan)
	}
}

// Whatever texts are stored, reading the written file changes nothing, and says the same of an empty provider.
func TestRoundTrip(t *testing.T) {
	name := rapid.StringOfN(rapid.RuneFrom([]rune(`aé:#-?&*!|>'"%@{}[],~0 12.5+`+"\u00a0œ")), 1, 40, -1)
	rapid.Check(t, func(rt *rapid.T) {
		v := sample(t)
		for _, entity := range []string{settings.TelephonyEntity(voice), settings.AppServerEntity(master), settings.ResellerEntity(nord)} {
			s := settings.CleanName(name.Draw(rt, "name"))
			if settings.CheckEntryName(s) != nil {
				rt.Skip("no name")
			}
			v[entity][settings.FieldName] = settings.Text(s)
		}
		note := settings.CleanNote(rapid.StringOfN(rapid.RuneFrom([]rune("aé:#-?|>'\"\n\t 1{[")), 0, 60, -1).Draw(rt, "note"))
		v[settings.TelephonyEntity(second)][settings.FieldNote] = settings.OptionalText(note)
		if len(settings.Review(v, settings.About{})) > 0 {
			rt.Skip("not sound")
		}
		file := write(t, v)
		plan := read(t, file, v, true)
		if edits, deletions := plan.Edits(syncing.View{}); len(plan.Problems)+len(edits)+len(deletions) > 0 {
			rt.Fatalf("%v %+v\n%s", problems(plan.Problems), plan.Changes, file)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add(wantFile)
	f.Add("pupitre: 1\nprofile: {name: x}\n")
	f.Add("? a\n: b\n")
	f.Fuzz(func(t *testing.T, file string) {
		if len(file) > 4096 {
			return
		}
		v := sample(t)
		plan := read(t, file, v, true)
		if len(plan.Problems) > 0 {
			return
		}
		for _, found := range settings.Review(after(v, plan), settings.About{}) {
			if !found.Warning {
				t.Errorf("a file without a mistake made %v", found)
			}
		}
	})
}
