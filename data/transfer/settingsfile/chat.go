package settingsfile

import (
	"bytes"
	"slices"
	"strings"

	"github.com/google/uuid"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/schedule/chatfile"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

// keyChat is the section of the live chat, whose form is that of package chatfile.
const keyChat = "chat"

// hasChat tells whether anything about the chat is set.
func hasChat(v settings.Values) bool {
	return len(v[schedule.EntityChat])+len(v.IDs(schedule.KindSchedule))+len(v.IDs(schedule.KindEvent)) > 0
}

// chat takes the section of the live chat. An entry is written whole: what it leaves out has its default.
func (im *importer) chat(e entry) {
	hours, err := chatfile.ReadChat(bytes.NewReader(im.content)) // the profile is read, and refused, by its own section
	if err != nil {
		im.problem(chatProblem(e.line, err))
		return
	}
	for _, inner := range im.entries(e.node) {
		if inner.key == schedule.FieldEnabled {
			im.mention(schedule.EntityChat, inner.line)
			if hours.Enabled != im.current.Chat().Enabled { // a chat that was never switched is off
				im.put(schedule.EntityChat, map[string]wire.Value{schedule.FieldEnabled: settings.Truth(hours.Enabled)})
			}
		}
	}
	im.weekly("fr", hours.French.Weekly, e.line)
	im.weekly("en", hours.English.Weekly, e.line)
	im.events(append(slices.Clone(hours.French.Special), hours.English.Special...), e.line)
}

// chatProblem gives a refusal of an entry its own sentence and line; other refusals say their line themselves.
func chatProblem(section int, err error) (line int, problem error) {
	key, args := fault.KeyOf(err)
	reason, isError := args["Reason"].(error)
	at, isLine := args["Line"].(int)
	if key == "schedule.file_entry" && isError && isLine {
		return at, reason
	}
	return section, err
}

func (im *importer) put(entity string, fields map[string]wire.Value) {
	for name, value := range fields {
		im.set(entity, name, value)
	}
}

// weekly takes the schedules of one language.
func (im *importer) weekly(language string, list []schedule.Weekly, line int) {
	standing := im.current.Chat().Weekly(language)
	claimed := map[string]bool{}
	for _, w := range list {
		claimed[w.ID] = true
	}
	for i, w := range list {
		if w.ID == "" {
			list[i].ID = im.chatID(claimed, len(standing), func(n int) (id string, same bool) {
				return standing[n].ID, settings.FoldName(standing[n].Name) == settings.FoldName(w.Name)
			})
			claimed[list[i].ID] = true
		}
	}
	for _, w := range list {
		if w.Parent != "" && !isUUID(w.Parent) { // a lunch break may name its schedule
			for _, other := range append(slices.Clone(list), standing...) {
				if settings.FoldName(other.Name) == settings.FoldName(w.Parent) {
					w.Parent = other.ID
					break
				}
			}
		}
		im.chatEntry(schedule.ScheduleEntity(w.ID), w.ID, w.Fields(language), line)
	}
}

// events takes the special events, which both languages share: what stands in both sets is one.
func (im *importer) events(list []schedule.Special, line int) {
	standing := im.current.Chat().Special
	claimed := map[string]bool{}
	for _, s := range list {
		claimed[s.ID] = true
	}
	var taken []schedule.Special
	for _, s := range list {
		if slices.Contains(taken, s) {
			continue
		}
		taken = append(taken, s)
		if s.ID == "" {
			s.ID = im.chatID(claimed, len(standing), func(n int) (id string, same bool) {
				return standing[n].ID, eventName(standing[n]) == eventName(s)
			})
			claimed[s.ID] = true
		}
		im.chatEntry(schedule.EventEntity(s.ID), s.ID, s.Fields(), line)
	}
}

func eventName(s schedule.Special) string {
	return settings.FoldName(s.NameFR) + "\n" + settings.FoldName(s.NameEN) + "\n" + s.Start.String()
}

// chatID is the id of the first standing entry that is the same and that no other has, else a new one.
func (im *importer) chatID(claimed map[string]bool, standing int, at func(n int) (id string, same bool)) string {
	for n := range standing {
		if id, same := at(n); same && !claimed[id] {
			return id
		}
	}
	id, err := im.opt.NewID()
	if err != nil {
		im.failed = fault.Wrap("settingsfile.chatID", err)
	}
	return id
}

func (im *importer) chatEntry(entity, id string, fields map[string]wire.Value, line int) {
	if !isUUID(id) {
		im.problem(line, fault.New(fault.Invalid, "settingsfile.chatEntry", "transfer.bad_id"))
		return
	}
	im.mention(entity, line)
	im.put(entity, fields)
}

func isUUID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && id.String() == strings.TrimSpace(s)
}
