package settingsfile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/transfer/settingsfile"
)

const chatFile = `pupitre: 1
chat:
  enabled: true
  fr:
    weekly:
      - name: En semaine
        days: [1, 2, 3, 4, 5]
        start: "9:00"
        end: "17:00"
      - name: Pause-repas
        type: lunch_break
        parent: en semaine
        days: [1, 2, 3, 4, 5]
        start: "12:00"
        end: "13:00"
    special:
      - name_fr: Fête nationale
        name_en: National Holiday
        start: "2026-06-24T00:00"
        end: "2026-06-25T00:00"
        yearly: true
  en:
    weekly:
      - name: Weekdays
        days: [1, 2, 3, 4, 5]
        start: "09:00"
        end: "17:00"
    special:
      - name_fr: Fête nationale
        name_en: National Holiday
        start: "2026-06-24T00:00"
        end: "2026-06-25T00:00"
        yearly: true
`

func TestTheChatComesInAndGoesOut(t *testing.T) {
	empty := settings.Values{settings.EntityProfile: settings.DefaultProfile("X").Fields()}
	plan := read(t, chatFile, empty, false)
	if len(plan.Problems) > 0 || plan.Count(settingsfile.Create) != 5 {
		t.Fatalf("%v %+v", problems(plan.Problems), plan.Changes)
	}
	v := after(empty, plan)
	chat := v.Chat()
	if !chat.Enabled || len(chat.French) != 2 || len(chat.English) != 1 || len(chat.Special) != 1 {
		t.Fatalf("%+v", chat)
	}
	if chat.French[1].Type != schedule.LunchBreak || chat.French[1].Parent != chat.French[0].ID {
		t.Errorf("a lunch break names its schedule: %+v", chat.French[1])
	}
	for _, file := range []string{chatFile, write(t, v)} { // by name, then by id
		again := read(t, file, v, true)
		if edits, deletions := again.Edits(syncing.View{}); len(again.Problems)+len(edits)+len(deletions) > 0 {
			t.Errorf("%v %+v\n%s", problems(again.Problems), again.Changes, file)
		}
	}
	if off := read(t, "pupitre: 1\nchat:\n  enabled: false\n", empty, false); off.Count(settingsfile.Unchanged) != 1 || len(off.Changes) != 1 {
		t.Errorf("a chat that was never switched is off already: %+v", off.Changes)
	}
	kept := read(t, "pupitre: 1\nchat:\n  fr:\n    weekly: []\n", v, false)
	if edits, _ := kept.Edits(syncing.View{}); len(edits) > 0 || len(kept.Problems) > 0 {
		t.Errorf("what is left out stays: %+v %v", kept.Changes, problems(kept.Problems))
	}
}

func TestMistakesOfTheChat(t *testing.T) {
	for _, tt := range []struct {
		name, old, new string
		want           []string
	}{
		{"NoDay", "days: [1, 2, 3, 4, 5]\n        start: \"9:00\"", "days: []\n        start: \"9:00\"", []string{"6 schedule.no_day"}},
		{"BadID", "      - name: En semaine\n", "      - name: En semaine\n        id: x\n", []string{"2 transfer.bad_id"}},
		{"Key", "  enabled: true\n", "  enable: true\n", []string{"2 schedule.file_key"}},
		{ // each is told once, and hides no other
			"ProfileToo", "chat:\n  enabled: true\n", "profile:\n  time_zone: America/Nulle\n  colour: red\nchat:\n  enable: true\n",
			[]string{"3 settings.time_zone_unknown", "4 transfer.unknown_key", "5 schedule.file_key"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := strings.Replace(chatFile, tt.old, tt.new, 1)
			if file == chatFile {
				t.Fatal("the mistake is not made")
			}
			if diff := cmp.Diff(tt.want, problems(read(t, file, sample(t), false).Problems)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
