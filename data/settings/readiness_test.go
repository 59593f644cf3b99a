package settings_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/settings"
	"pupitre/data/wire"
)

func TestGaps(t *testing.T) {
	v := settings.Values{}
	want := func(name string, texts ...string) {
		t.Helper()
		var got []string
		for _, g := range settings.Gaps(v) {
			got = append(got, g.Text)
		}
		if diff := cmp.Diff(texts, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	want("nothing is set", "settings.gap.support_email", "settings.gap.support_phone", "settings.gap.telephony", "settings.gap.server")
	v[settings.EntitySupport] = settings.Support{Email: "a@x.example", Phone: "+15145550123"}.Fields()
	v[settings.TelephonyEntity(idA)] = voice("Voix").Fields()
	v[settings.AppServerEntity(idA)] = server(idA, "A", "203.0.113.1").Fields()
	want("one of each", "settings.gap.telephony_default", "settings.gap.backup_server")
	v[settings.EntityTelephony] = map[string]wire.Value{settings.FieldDefault: settings.Text(idA)}
	v[settings.AppServerEntity(idB)] = server(idB, "B", "203.0.113.2").Fields()
	v[settings.EntityAppServers] = settings.AppServers{Failover: settings.Failover{DownAfter: 30, UpAfter: 30}}.Fields()
	want("no fail-over", "settings.gap.failover")
	v[settings.EntityAppServers] = settings.AppServers{Failover: settings.DefaultFailover()}.Fields()
	want("everything")
}
