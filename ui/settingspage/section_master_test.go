package settingspage_test

import (
	"testing"

	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/settingspage"
)

// only opens one section over the sample provider with everything set, and asks the sample server for the servers' health.
func only(section string) []part {
	return []part{
		with(func(src *sample.Source) { sample.Filled(src.Fields); sample.Resold(src.Fields) }),
		func(_ *scene, d *settingspage.Deps) {
			d.Sections, d.Health, d.Email = sample.Only(section), sample.NewHealth(), sample.Email
			d.OpenTelephony = func() {}
		},
	}
}

// bare opens one section of a provider that has set nothing of it.
func bare(section string) []part {
	return []part{func(_ *scene, d *settingspage.Deps) { d.Sections, d.Health = sample.Only(section), sample.NewHealth() }}
}

// sections are the states of the sections that hold lists and contacts, each with how to get there.
var sections = []struct {
	name  string
	parts []part
	reach func(*scene)
	hard  bool
}{
	{name: "support", parts: only("support"), reach: func(s *scene) {
		s.editor.Choose(settingspage.SupportEmail, sample.Email)
		s.editor.Choose(settingspage.SupportPhone, "514 555-019")
		s.Settle()
	}, hard: true},
	{name: "phone_empty", parts: bare("phone")},
	{name: "phone", parts: only("phone"), hard: true},
	{name: "failover", parts: only("servers"), reach: func(s *scene) {
		s.editor.Choose(settingspage.FailoverDown, "2")
		s.Focus(string(settingspage.FailoverUp))
	}},
	{name: "servers_empty", parts: bare("servers")},
	{name: "servers", parts: only("servers"), reach: func(s *scene) { s.Focus(settings.AppServerEntity(sample.Gatineau)) }, hard: true},
	{name: "servers_faulty", parts: only("servers"), reach: faultyServers, hard: true},
	{name: "servers_rehearsed", parts: only("servers"), reach: func(s *scene) {
		s.Focus("servers.rehearse")
		s.Key("Return")
	}},
	{name: "servers_offline", parts: append(only("servers"), with(func(src *sample.Source) { src.Status.Connection = desk.Offline }))},
	{name: "servers_delete", parts: only("servers"), reach: func(s *scene) {
		s.Focus(settings.AppServerEntity(sample.Quebec) + ".menu")
		s.Key("Return")
		s.TapLabel(s.shell.Printer().T("sections.servers.delete"))
	}},
	{name: "support_empty", parts: bare("support")}, // at the end: each state has the looks of its place
}

// faultyServers adds a server without a name at the address of another one, and deletes a third.
func faultyServers(s *scene) {
	s.Focus("servers.add")
	s.Key("Return")
	added := s.editor.Draft().Living(editing.KindServer)[3]
	id := func(rest string) settingspage.FieldID { return settingspage.FieldID(added + rest) }
	s.editor.Choose(id(".address.ip"), "203.0.113.7")
	s.editor.Choose(id(".address.port"), "70000")
	s.editor.Leave(id(".name"))
	if err := s.editor.Draft().Remove(settings.AppServerEntity(sample.Gatineau)); err != nil {
		panic(err)
	}
	s.editor.Save(nil)
	s.Settle()
}

func TestSectionMasters(t *testing.T) {
	for i, c := range sections {
		setups := everywhere(i)
		if c.hard {
			setups = append(setups, hard()[:2]...)
		}
		for _, setup := range setups {
			t.Run(c.name, func(t *testing.T) {
				s := open(t, setup, c.parts...)
				if c.reach != nil {
					c.reach(s)
				}
				s.ExpectImage(c.name)
			})
		}
	}
}
