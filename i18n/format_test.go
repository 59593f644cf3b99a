package i18n_test

import (
	"math"
	"testing"
	"time"

	"pupitre/i18n"
)

const nb = "\u00a0" // no-break space

var (
	fr = i18n.For(i18n.French)
	en = i18n.For(i18n.English)
)

// both compares what the two languages write, code point by code point.
func both(t *testing.T, what string, write func(*i18n.Printer) string, wantFR, wantEN string) {
	t.Helper()
	if got := write(fr); got != wantFR {
		t.Errorf("fr %s: got %+q, want %+q", what, got, wantFR)
	}
	if got := write(en); got != wantEN {
		t.Errorf("en %s: got %+q, want %+q", what, got, wantEN)
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		n      any
		fr, en string
	}{
		{0, "0", "0"},
		{999, "999", "999"},
		{1000, "1" + nb + "000", "1,000"},
		{1234567.5, "1" + nb + "234" + nb + "567,5", "1,234,567.5"},
		{-30000, "-30" + nb + "000", "-30,000"},
		{int64(math.MaxInt64), "9" + nb + "223" + nb + "372" + nb + "036" + nb + "854" + nb + "775" + nb + "807", "9,223,372,036,854,775,807"},
		{uint8(7), "7", "7"},
		{0.1 + 0.2, "0,3", "0.3"},
		{4.5422, "4,5422", "4.5422"},
		{"text", "text", "text"},
	} {
		both(t, "Number", func(p *i18n.Printer) string { return p.Number(c.n) }, c.fr, c.en)
	}
	both(t, "Decimal", func(p *i18n.Printer) string { return p.Decimal(1234.5, 2) }, "1"+nb+"234,50", "1,234.50")
	both(t, "Percent", func(p *i18n.Printer) string { return p.Percent(0.425) }, "43"+nb+"%", "43%")
}

func TestBytes(t *testing.T) {
	for _, c := range []struct {
		n      int64
		fr, en string
	}{
		{0, "0" + nb + "octet", "0" + nb + "bytes"}, // zero is singular in French
		{1, "1" + nb + "octet", "1" + nb + "byte"},
		{999, "999" + nb + "octets", "999" + nb + "bytes"},
		{1000, "1" + nb + "ko", "1" + nb + "kB"},
		{1250, "1,3" + nb + "ko", "1.3" + nb + "kB"},
		{9949, "9,9" + nb + "ko", "9.9" + nb + "kB"},
		{9960, "10" + nb + "ko", "10" + nb + "kB"},
		{30000, "30" + nb + "ko", "30" + nb + "kB"},
		{999_499, "999" + nb + "ko", "999" + nb + "kB"},
		{999_500, "1" + nb + "Mo", "1" + nb + "MB"}, // never "1 000 ko"
		{1_500_000_000, "1,5" + nb + "Go", "1.5" + nb + "GB"},
		{math.MaxInt64, "9" + nb + "223" + nb + "372" + nb + "To", "9,223,372" + nb + "TB"},
		{-2500, "-2,5" + nb + "ko", "-2.5" + nb + "kB"},
	} {
		both(t, "Bytes", func(p *i18n.Printer) string { return p.Bytes(c.n) }, c.fr, c.en)
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct{ day, fr, en string }{
		{"2026-06-24", "24" + nb + "juin" + nb + "2026", "June" + nb + "24, 2026"},
		{"2026-07-01", "1er" + nb + "juillet" + nb + "2026", "July" + nb + "1, 2026"},
		{"2028-02-29", "29" + nb + "février" + nb + "2028", "February" + nb + "29, 2028"},
		{"2026-08-11", "11" + nb + "août" + nb + "2026", "August" + nb + "11, 2026"},
	} {
		day, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		both(t, c.day, func(p *i18n.Printer) string { return p.Date(day) }, c.fr, c.en)
	}
	holiday := time.Date(2026, time.June, 24, 9, 5, 0, 0, time.UTC)
	both(t, "LongDate", func(p *i18n.Printer) string { return p.LongDate(holiday) },
		"mercredi 24"+nb+"juin"+nb+"2026", "Wednesday, June"+nb+"24, 2026")
	both(t, "DateTime", func(p *i18n.Printer) string { return p.DateTime(holiday) },
		"24"+nb+"juin"+nb+"2026 à"+nb+"9"+nb+"h"+nb+"05", "June"+nb+"24, 2026 at"+nb+"9:05"+nb+"a.m.")
	both(t, "Moment", func(p *i18n.Printer) string { return p.Moment(holiday) },
		"24"+nb+"juin"+nb+"2026 à"+nb+"9"+nb+"h"+nb+"05 (UTC)", "June"+nb+"24, 2026 at"+nb+"9:05"+nb+"a.m. (UTC)")
	both(t, "ISODate", func(p *i18n.Printer) string { return p.ISODate(holiday) }, "2026-06-24", "2026-06-24")
	both(t, "ISODateTime", func(p *i18n.Printer) string { return p.ISODateTime(holiday) }, "2026-06-24"+nb+"09:05", "2026-06-24"+nb+"09:05")
}

func TestTime(t *testing.T) {
	for _, c := range []struct {
		hour, minute int
		fr, en       string
	}{
		{0, 0, "0" + nb + "h", "12:00" + nb + "a.m."},
		{0, 5, "0" + nb + "h" + nb + "05", "12:05" + nb + "a.m."},
		{9, 5, "9" + nb + "h" + nb + "05", "9:05" + nb + "a.m."},
		{9, 30, "9" + nb + "h" + nb + "30", "9:30" + nb + "a.m."},
		{12, 0, "12" + nb + "h", "12:00" + nb + "p.m."},
		{13, 1, "13" + nb + "h" + nb + "01", "1:01" + nb + "p.m."},
		{23, 59, "23" + nb + "h" + nb + "59", "11:59" + nb + "p.m."},
	} {
		at := time.Date(2026, time.January, 15, c.hour, c.minute, 59, 0, time.UTC)
		both(t, at.Format(time.TimeOnly), func(p *i18n.Printer) string { return p.Time(at) }, c.fr, c.en)
	}
}

// A moment is written on the wall clock of the zone that it carries, not on that of this computer.
func TestTimeKeepsItsZone(t *testing.T) {
	toronto, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, time.June, 24, 2, 30, 0, 0, time.UTC).In(toronto)
	both(t, "DateTime", func(p *i18n.Printer) string { return p.DateTime(at) },
		"23"+nb+"juin"+nb+"2026 à"+nb+"22"+nb+"h"+nb+"30", "June"+nb+"23, 2026 at"+nb+"10:30"+nb+"p.m.")
}

func TestNames(t *testing.T) {
	months := [2]string{}
	for m := time.January; m <= time.December; m++ {
		months[0] += fr.Month(m) + " "
		months[1] += en.Month(m) + " "
	}
	if want := "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "; months[0] != want {
		t.Errorf("French months: %s", months[0])
	}
	if want := "January February March April May June July August September October November December "; months[1] != want {
		t.Errorf("English months: %s", months[1])
	}
	days := [2]string{}
	for d := time.Sunday; d <= time.Saturday; d++ {
		days[0] += fr.Weekday(d) + " "
		days[1] += en.Weekday(d) + " "
	}
	if want := "dimanche lundi mardi mercredi jeudi vendredi samedi "; days[0] != want {
		t.Errorf("French days: %s", days[0])
	}
	if want := "Sunday Monday Tuesday Wednesday Thursday Friday Saturday "; days[1] != want {
		t.Errorf("English days: %s", days[1])
	}
	if fr.Month(13) != "" || fr.Weekday(7) != "" || fr.Month(0) != "" || fr.Weekday(-1) != "" {
		t.Error("a month or day that there is not has a name")
	}
}

func TestAgo(t *testing.T) {
	now := time.Date(2026, time.June, 24, 15, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		before time.Duration
		fr, en string
	}{
		{0, "à l’instant", "just now"},
		{59 * time.Second, "à l’instant", "just now"},
		{-time.Minute, "à l’instant", "just now"}, // the server's clock may be ahead
		{time.Minute, "il y a 1" + nb + "minute", "1" + nb + "minute ago"},
		{5*time.Minute + 59*time.Second, "il y a 5" + nb + "minutes", "5" + nb + "minutes ago"},
		{time.Hour - 1, "il y a 59" + nb + "minutes", "59" + nb + "minutes ago"},
		{time.Hour, "il y a 1" + nb + "heure", "1" + nb + "hour ago"},
		{24*time.Hour - 1, "il y a 23" + nb + "heures", "23" + nb + "hours ago"},
		{24 * time.Hour, "il y a 1" + nb + "jour", "1" + nb + "day ago"},
		{7*24*time.Hour - 1, "il y a 6" + nb + "jours", "6" + nb + "days ago"},
		{7 * 24 * time.Hour, "17" + nb + "juin" + nb + "2026 à" + nb + "15" + nb + "h", "June" + nb + "17, 2026 at" + nb + "3:00" + nb + "p.m."},
		{-2 * time.Minute, "24" + nb + "juin" + nb + "2026 à" + nb + "15" + nb + "h" + nb + "02", "June" + nb + "24, 2026 at" + nb + "3:02" + nb + "p.m."},
	} {
		both(t, "Ago "+c.before.String(), func(p *i18n.Printer) string { return p.Ago(now.Add(-c.before), now) }, c.fr, c.en)
	}
}

func TestList(t *testing.T) {
	for _, c := range []struct {
		items  []string
		fr, en string
	}{
		{nil, "", ""},
		{[]string{"a"}, "a", "a"},
		{[]string{"a", "b"}, "a et b", "a and b"},
		{[]string{"a", "b", "c"}, "a, b et c", "a, b and c"},
	} {
		both(t, "List", func(p *i18n.Printer) string { return p.List(c.items...) }, c.fr, c.en)
	}
}
