package poster_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"pupitre/data/branding"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/transfer/poster"
)

// content is a provider with a lunch break, an evening past midnight and two holidays.
func content() poster.Content {
	work := schedule.NewWorkingHours("w", "En semaine")
	weekly := []schedule.Weekly{
		work, schedule.NewLunchBreak("l", "Pause-repas", work),
		{Name: "Soir", Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.DaysOf(5), Span: schedule.Between(22*60, 2*60)},
	}
	holidays := schedule.DateOf(2026, 12, 24)
	return poster.Content{
		Provider: "Téléphonie Boréale", Now: time.Date(2026, 11, 21, 19, 30, 0, 0, time.UTC), Brand: branding.Default(),
		Chat: schedule.Chat{
			Zone: "America/Toronto", French: weekly, English: weekly[:1],
			Special: []schedule.Special{
				{NameFR: "Congé des Fêtes", NameEN: "Holidays", State: schedule.Closed, Start: holidays.Start(), End: (holidays + 3).Start()},
				{NameFR: "Inventaire", NameEN: "Stocktaking", State: schedule.Open, Start: (holidays + 12).At(600), End: (holidays + 12).At(720)},
				{NameFR: "Dimanche", State: schedule.Closed, Start: (holidays + 3).Start(), End: (holidays + 4).Start()}, // closed anyway
			},
		},
	}
}

func lay(t *testing.T, c poster.Content, paper poster.Paper, languages poster.Languages) *poster.Sheet {
	t.Helper()
	s, err := poster.Lay(c, paper, languages)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plain has ordinary spaces and one line.
func plain(texts []string) string {
	return strings.ReplaceAll(strings.Join(texts, " "), "\u00a0", " ")
}

func TestWhatTheSheetSays(t *testing.T) {
	french := []string{
		"Lundi 9 h à 12 h et 13 h à 17 h", "Vendredi 9 h à 12 h, 13 h à 17 h et 22 h à 2 h le lendemain", "Samedi Fermé",
		"Jours particuliers à venir", "24 décembre 2026 au 26 décembre 2026 Fermé, Congé des Fêtes",
	}
	english := []string{"Monday 9:00 a.m. to 5:00 p.m.", "Saturday Closed", "December 24, 2026 to December 25, 2026 Closed, Holidays"}
	for _, tt := range []struct {
		languages poster.Languages
		want, not []string
	}{
		{poster.Both, append(slices.Clone(french), english...), []string{"Dimanche Fermé, Dimanche"}},
		{poster.French, french, english},
		{poster.English, english, french},
	} {
		text := plain(lay(t, content(), poster.Letter, tt.languages).Texts())
		for _, want := range tt.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q:\n%s", tt.languages, want, text)
			}
		}
		for _, not := range tt.not {
			if strings.Contains(text, not) {
				t.Errorf("%s has %q:\n%s", tt.languages, not, text)
			}
		}
	}
}

// French takes twice the room, in letters twice as large.
func TestFrenchPredominates(t *testing.T) {
	for _, paper := range []poster.Paper{poster.Letter, poster.A4} {
		s := lay(t, content(), paper, poster.Both)
		french, english := s.Type("Lundi"), s.Type("Monday")
		if french < 2*english-1e-9 || english < 6 {
			t.Errorf("%s: French in %g points, English in %g", paper, french, english)
		}
		if top, bottom := s.Above("Live Chat Hours"); top < 2*bottom-1e-6 {
			t.Errorf("%s: French has %g points, English %g", paper, top, bottom)
		}
	}
}

// Nothing leaves the paper or its column, however long names are and however many stretches a day has.
func TestNothingLeavesThePaper(t *testing.T) {
	c := content()
	c.Provider = strings.Repeat("Téléphonie du très grand Nord ", 3)[:80]
	for i := range 20 {
		c.Chat.Special = append(c.Chat.Special, schedule.Special{
			NameFR: strings.Repeat("Événement ", 8), NameEN: strings.Repeat("w", 80), State: schedule.Closed,
			Start: schedule.DateOf(2026, 12, 1+7*i%28).Start() + schedule.Local(i), End: schedule.DateOf(2026, 12, 2+7*i%28).Start(),
		})
	}
	for i := range 12 {
		c.Chat.French = append(c.Chat.French, schedule.Weekly{
			Name: fmt.Sprint("Pause ", i), Type: schedule.LunchBreak, State: schedule.Closed, Days: schedule.EveryDay, Span: schedule.Between(9*60+20*i, 9*60+20*i+10),
		})
	}
	for _, paper := range []poster.Paper{poster.Letter, poster.A4} {
		for _, languages := range []poster.Languages{poster.Both, poster.French, poster.English} {
			if out := lay(t, c, paper, languages).Outside(); len(out) > 0 {
				t.Errorf("%s %s: outside %q", paper, languages, out)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	c := content()
	c.Chat.Zone = "Mars/Olympus"
	if _, err := poster.Lay(c, poster.A4, poster.Both); key(err) != "settings.time_zone_unknown" {
		t.Error(err)
	}
	c = content()
	c.Chat.French = []schedule.Weekly{schedule.NewWorkingHours("w", "x")}
	c.Chat.French[0].Days, c.Chat.French[0].Span = schedule.EveryDay, schedule.AllDay
	for i := range 180 {
		c.Chat.French = append(c.Chat.French, schedule.Weekly{Type: schedule.LunchBreak, State: schedule.Closed, Days: schedule.EveryDay, Span: schedule.Between(8*i, 8*i+1)})
	}
	if _, err := poster.Lay(c, poster.A4, poster.Both); key(err) != "poster.too_much" {
		t.Error(err)
	}
}

func key(err error) string {
	id, _ := fault.KeyOf(err)
	return id
}

// The document has one page of the paper's size, its fonts inside, and the words as text.
func TestPDF(t *testing.T) {
	s := lay(t, content(), poster.A4, poster.Both)
	var file, again bytes.Buffer
	if err := s.PDF(&file); err != nil {
		t.Fatal(err)
	}
	if err := s.PDF(&again); err != nil || !bytes.Equal(file.Bytes(), again.Bytes()) {
		t.Error("the same sheet gives other bytes", err)
	}
	whole := file.String()
	for _, want := range []string{"%PDF-", "/Count 1", "841.89", "/FontFile2", "/Lang (fr-CA)"} {
		if !strings.Contains(whole, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	streams := inflated(whole)
	for _, want := range []string{"Fermé", "à"} {
		code := ""
		for _, u := range utf16.Encode([]rune(want)) {
			code += string([]byte{byte(u >> 8), byte(u)})
		}
		if !strings.Contains(streams, code) {
			t.Errorf("%q is not there as text", want)
		}
	}
}

// inflated is the content of all packed streams of a document.
func inflated(file string) string {
	var out strings.Builder
	for _, m := range regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`).FindAllStringSubmatch(file, -1) {
		r, err := zlib.NewReader(strings.NewReader(m[1]))
		if err != nil {
			continue // a stream that is not packed
		}
		text, err := io.ReadAll(r)
		if err == nil {
			out.Write(text)
		}
	}
	return out.String()
}

// The picture has the dots of the paper, the brand's colour in its band, and the logo where the document has it.
func TestPNG(t *testing.T) {
	c := content()
	red := image.NewNRGBA(image.Rect(0, 0, 143, 59))
	for i := range red.Pix {
		red.Pix[i] = []uint8{0xd0, 0x10, 0x10, 0xff}[i%4]
	}
	c.Logo = red
	s := lay(t, c, poster.Letter, poster.Both)
	img, err := s.Picture(poster.PrintDPI)
	if err != nil {
		t.Fatal(err)
	}
	if size := img.Bounds().Size(); size != image.Pt(1700, 2200) {
		t.Errorf("the picture is %v", size)
	}
	if got := img.NRGBAAt(5, 5); got != (color.NRGBA{0x1f, 0x5f, 0xd6, 0xff}) {
		t.Errorf("the band is %v", got)
	}
	if got := img.NRGBAAt(260, 122); got != (color.NRGBA{0xd0, 0x10, 0x10, 0xff}) {
		t.Errorf("the logo is %v", got)
	}
	keep(t, s)
}

// keep writes the sheets where somebody wants to look at them.
func keep(t *testing.T, s *poster.Sheet) {
	t.Helper()
	folder := os.Getenv("PUPITRE_POSTERS")
	if folder == "" {
		return
	}
	sheets := map[string]*poster.Sheet{
		"logo": s, "both": lay(t, content(), poster.A4, poster.Both),
		"fr": lay(t, content(), poster.Letter, poster.French), "en": lay(t, content(), poster.A4, poster.English),
	}
	for name, sheet := range sheets {
		for ending, write := range map[string]func(io.Writer) error{
			".pdf": sheet.PDF, ".png": func(w io.Writer) error { return sheet.PNG(w, poster.ScreenDPI) },
		} {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, name+ending), out.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
