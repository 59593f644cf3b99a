package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"pupitre/data/fault"
)

// maxTyped bounds what is read as a time, in bytes.
const maxTyped = 40

// typedTime reads hours, minutes and a half of the day. Hours and minutes may stand together: 0930.
var typedTime = regexp.MustCompile(`^(\d{1,2})(?:(?:h|:|\.|heures?|hrs?)(?:(\d{2})(?:m|min|minutes?)?)?|(\d{2}))?(am|pm)?$`)

// typedWords are times that have a name, after the spaces are gone.
var typedWords = map[string]int{"midi": 12 * 60, "noon": 12 * 60, "minuit": 0, "midnight": 0}

// ParseTime reads a typed start in minutes after midnight: "9", "9h", "9 h 30", "9:30", "0930", "5 pm", "5:30 p.m.",
// "midi", "noon". It fails with schedule.time_unreadable, and with schedule.time_24 on 24:00, which is only an end.
func ParseTime(s string) (int, error) {
	const op = "schedule.ParseTime"
	m, err := parseTyped(op, s)
	if err == nil && m == MinutesPerDay {
		return 0, fault.New(fault.Invalid, op, "schedule.time_24")
	}
	return m, err
}

// ParseEnd reads a typed end as ParseTime does, and 24:00; midnight is 24:00. Zero as "0:00" stays zero.
func ParseEnd(s string) (int, error) {
	m, err := parseTyped("schedule.ParseEnd", s)
	if _, named := typedWords[squeeze(s)]; named && m == 0 {
		return MinutesPerDay, nil
	}
	return m, err
}

// squeeze leaves out what does not matter: case, spaces, and the full stops of "p.m.".
func squeeze(s string) string {
	if len(s) > maxTyped {
		return ""
	}
	s = strings.Join(strings.Fields(strings.ToLower(s)), "")
	return strings.NewReplacer("a.m.", "am", "p.m.", "pm", "a.m", "am", "p.m", "pm").Replace(s)
}

func parseTyped(op, s string) (int, error) {
	unreadable := fault.New(fault.Invalid, op, "schedule.time_unreadable", "Text", shorten(s))
	text := squeeze(s)
	if m, ok := typedWords[text]; ok {
		return m, nil
	}
	parts := typedTime.FindStringSubmatch(text)
	if parts == nil {
		return 0, unreadable
	}
	hour, _ := strconv.Atoi(parts[1]) // two digits at most
	minute, _ := strconv.Atoi(parts[2] + parts[3])
	if parts[4] != "" {
		if hour < 1 || hour > 12 {
			return 0, unreadable
		}
		if hour %= 12; parts[4] == "pm" {
			hour += 12
		}
	}
	if minute > 59 || hour > 24 || (hour == 24 && minute > 0) {
		return 0, unreadable
	}
	return hour*60 + minute, nil
}

// ParseStoredTime reads the stored form, "09:00" to "24:00", in minutes after midnight. It fails with
// schedule.time_unreadable.
func ParseStoredTime(s string) (int, error) {
	if len(s) == 5 && s[2] == ':' {
		hour, errHour := strconv.ParseUint(s[:2], 10, 8)
		minute, errMinute := strconv.ParseUint(s[3:], 10, 8)
		if errHour == nil && errMinute == nil && minute < 60 && hour*60+minute <= MinutesPerDay {
			return int(hour*60 + minute), nil
		}
	}
	return 0, fault.New(fault.Invalid, "schedule.ParseStoredTime", "schedule.time_unreadable", "Text", shorten(s))
}

// StoredTime writes minutes after midnight in the stored form: "09:00", "24:00".
func StoredTime(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
