//go:build linux

package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"image"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"pupitre/data/demo"
	"pupitre/data/holiday"
	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/internal/screen"
	"pupitre/resources"
)

// picture is the week on the screen: where its days and its hours stand.
type picture struct {
	d           *desktop
	reader      *screen.Reader // of the letters beside the picture
	monday, day int            // middle of Monday, width of a day
	noon        int
	minute      float64 // pixels
}

// week finds the picture by what is written around it.
func (d *desktop) week() *picture {
	d.w.t.Helper()
	const hourSize = 12.5 * 0.9
	reader, err := screen.NewReader([][]byte{resources.Font(resources.Regular), resources.Font(resources.SemiBold)}, []float32{hourSize, 12.5})
	d.w.check(err)
	g := &picture{d: d, reader: reader}
	g.monday, g.noon = g.middle(d.p.T("schedulepage.day.monday")).X, g.hour(12)
	g.day = (g.middle(d.p.T("schedulepage.day.sunday")).X - g.monday) / 6
	g.minute = float64(g.hour(16)-g.noon) / (4 * h)
	return g
}

// middle is the middle of words beside the picture.
func (g *picture) middle(words string) image.Point {
	g.d.w.t.Helper()
	usual := g.d.w.reader
	g.d.w.reader = g.reader
	defer func() { g.d.w.reader = usual }()
	place := g.d.sees(words)
	return place.Min.Add(place.Max).Div(2)
}

func (g *picture) hour(n int) int { return g.middle(words.Minute(g.d.p, n*h)).Y }

// Parts of the window where words are looked for: a part is read much faster than the whole.
var (
	pageHead = image.Rect(240, 0, 1600, 330) // over the list and the picture
	pageSide = image.Rect(240, 270, 630, 1400)
	pageFoot = image.Rect(560, 700, 1040, 1420) // of a dialog
)

// seesIn waits for words in a part of the window.
func (d *desktop) seesIn(part image.Rectangle, words string) image.Rectangle {
	d.w.t.Helper()
	var place image.Rectangle
	d.w.eventually(patience, func() error {
		w, err := d.window()
		if err != nil {
			return err
		}
		img, err := d.display.Picture(part.Add(w.Bounds.Min).Intersect(w.Bounds))
		if err != nil {
			return err
		}
		if place, err = d.w.reader.Find(img, words); errors.Is(err, screen.ErrNotSeen) {
			place, err = d.w.reader.FindSoft(img, words)
		}
		return err
	})
	return place
}

// clicksIn clicks on words in a part of the window.
func (d *desktop) clicksIn(part image.Rectangle, words string) {
	d.w.t.Helper()
	place := d.seesIn(part, words)
	d.w.check(d.display.Click(place.Min.Add(place.Max).Div(2)))
}

// at is where a minute of a day is on the screen.
func (g *picture) at(day, minute int) image.Point {
	return image.Pt(g.monday+(day-1)*g.day, g.noon+int(float64(minute-12*60)*g.minute))
}

// drags takes a minute of a day to another one, a little inside the quarter of an hour that is meant.
func (g *picture) drags(day, minute, toDay, toMinute int) {
	g.d.w.t.Helper()
	g.noon = g.hour(12)
	inside := image.Pt(0, int(4*g.minute))
	g.d.w.check(g.d.display.Drag(g.at(day, minute).Add(inside), g.at(toDay, toMinute).Add(inside)))
}

// pulls takes the end of a block to another minute.
func (g *picture) pulls(day, end, toDay, to int) {
	g.d.w.t.Helper()
	g.noon = g.hour(12) // the sentence above may have become longer by a line
	g.d.w.check(g.d.display.Drag(g.at(day, end).Sub(image.Pt(0, 2)), g.at(toDay, to).Add(image.Pt(0, 2))))
}

const h = 60 // minutes

// The whole of an editor's afternoon: the week is drawn, cut, shortened, closed on holidays, taken past midnight and put in
// order by mouse and keys; all of it is undone and done again; once saved, the server tells the public for each quarter of
// an hour what the editor's own engine says.
func TestHoursAreDrawnAndThePublicSeesThem(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	c := w.bareComputer("marie")
	c.plugIn(screen.Options{Width: 1600, Height: 1420}) // the whole day is in view
	d := c.open(s)
	d.signIn(marie)
	d.synced()
	w.check(d.display.Maximise(d.opened()))
	d.keys("Escape")
	d.goTo(d.p.T("schedulepage.title"))
	title := d.p.T("shell.window_title", "Page", d.p.T("schedulepage.title"))
	d.waitTitle(title)

	d.drawsTheWeek()
	d.closesOnHolidays()
	sentence := "Ouvert du lundi au mercredi, de 9 h à 12 h et de 13 h à 17 h; le jeudi, de 9 h à 12 h, de 13 h à 17 h et de 22 h à 2 h le lendemain; le vendredi, de 9 h à 12 h et de 13 h à 15 h"
	d.seesIn(pageHead, sentence)
	d.undoesAndRedoes(title)
	d.seesIn(pageHead, sentence)
	d.keys("ctrl+s")
	d.waitTitle(title)

	server := s.seat(marie)
	var chat schedule.Chat
	w.eventually(patience, func() error { // the title tells of this computer; the server follows
		if chat = server.hours(); len(chat.Special) == 0 {
			return errors.New("the server has no special event yet")
		}
		return nil
	})
	french, err := chat.Plan("fr")
	w.check(err)
	if got := strings.TrimSuffix(strings.ReplaceAll(words.Week(fr, french), "\u00a0", " "), "."); got != sentence {
		t.Errorf("stored: %s", got)
	}
	var order []string
	for _, i := range schedule.StrongestFirst(french.Weekly) {
		order = append(order, french.Weekly[i].Name)
	}
	if want := []string{"Pause-repas", "Heures de travail (le vendredi)", "Heures de travail", evening}; !slices.Equal(order, want) {
		t.Errorf("the order is %q, want %q", order, want)
	}
	s.agrees(chat, c)
	d.noToolkitErrors()
}

// evening is what the second schedule that is drawn is called.
const evening = "Heures de travail 2"

// drawsTheWeek turns the chat on and draws Monday to Friday from 9 to 17, a lunch break, a shorter Friday and a Thursday
// evening that ends after midnight.
func (d *desktop) drawsTheWeek() {
	d.w.t.Helper()
	d.clicksIn(pageHead, d.p.T("schedulepage.field.enabled"))
	g := d.week()
	g.drags(1, 9*h, 5, 17*h)
	d.seesIn(pageHead, "Ouvert du lundi au vendredi, de 9 h à 17 h")
	d.clicksIn(pageSide, d.p.T("schedulepage.form.lunch"))
	d.seesIn(pageHead, "de 9 h à 12 h et de 13 h à 17 h")
	d.clicksIn(pageHead, d.p.T("schedulepage.grid.one_day"))
	g.pulls(5, 17*h, 5, 15*h)
	d.seesIn(pageHead, "13 h à 15 h")
	g.drags(4, 22*h, 4, 23*h)
	d.seesIn(pageHead, "22 h à 23 h")
	g.pulls(4, 23*h, 5, 2*h)
	d.seesIn(pageHead, "le lendemain")
	d.clicksIn(pageSide, evening)
	d.keys("alt+Down", "alt+Down") // under the other hours of work
}

// closesOnHolidays adds the holidays of the law that applies.
func (d *desktop) closesOnHolidays() {
	d.w.t.Helper()
	d.clicksIn(pageHead, d.p.T("schedulepage.view.year"))
	d.clicksIn(pageHead, d.p.T("schedulepage.holidays.title"))
	now := schedule.LocalOf(time.Now()).Date()
	days := slices.DeleteFunc(holiday.Preview(holiday.Quebec, now.Year(), now.Year()+1, holiday.Choice{}, nil), func(e holiday.Entry) bool { return e.Date < now })
	d.clicksIn(pageFoot, d.p.N("schedulepage.holidays.add", len(days)))
	d.seesIn(pageSide, days[0].Special().Name(string(d.p.Language())))
	d.clicksIn(pageHead, d.p.T("schedulepage.view.week"))
}

// undoesAndRedoes takes back every step until nothing is left, and does them all again.
func (d *desktop) undoesAndRedoes(title string) {
	d.w.t.Helper()
	const (
		most  = 30
		spare = 5 // where nothing is left to do again, nothing happens
	)
	steps := 0
	for ; steps < most; steps++ {
		w, err := d.window()
		d.w.check(err)
		if w.Title == title {
			break
		}
		d.keys("ctrl+z")
		time.Sleep(50 * time.Millisecond)
	}
	d.waitTitle(title)
	d.seesIn(pageSide, d.p.T("schedulepage.list.empty"))
	for range steps + spare {
		d.keys("ctrl+shift+z")
	}
	d.waitTitle(unsaved + title)
	d.clicksIn(pageHead, d.p.T("schedulepage.view.week")) // the last step done again shows where it was
}

// hours is what the server has stored of the chat.
func (c *seat) hours() schedule.Chat {
	c.w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	values := settings.Values{}
	now, err := c.client.Pull(ctx, c.space, 0, "", 1000, 0)
	c.w.check(err)
	for _, item := range now.Items {
		if item.Deleted {
			continue
		}
		if values[item.Entity] == nil {
			values[item.Entity] = map[string]wire.Value{}
		}
		values[item.Entity][item.Field] = item.Value
	}
	return values.Chat()
}

// agrees holds what the server tells the public against the engine, for each quarter of an hour of this week and of the
// week of the next holiday, in both languages; and the command line's list against both.
func (s *server) agrees(chat schedule.Chat, c *computer) {
	t := s.w.t
	t.Helper()
	now := time.Now()
	today := schedule.LocalOf(now).Date()
	holiday := schedule.Date(0)
	for _, e := range chat.Special {
		if d := e.Start.Date(); d > today+7 && (holiday == 0 || d < holiday) && d.Weekday() < 6 {
			holiday = d
		}
	}
	if holiday == 0 {
		t.Fatalf("no holiday is to come: %+v", chat.Special)
	}
	for _, p := range []*i18n.Printer{fr, en} {
		plan, err := chat.Plan(string(p.Language()))
		s.w.check(err)
		s.portalHours(plan, p)
		for _, day := range []schedule.Date{today, holiday} {
			monday := day - schedule.Date(day.Weekday()-1)
			s.quarters(plan, p, schedule.StartOf(monday, plan.Zone), schedule.StartOf(monday+7, plan.Zone))
		}
	}
	french, err := chat.Plan("fr")
	s.w.check(err)
	c.listsTheHours(s, french, schedule.StartOf(holiday-3, french.Zone), schedule.StartOf(holiday+4, french.Zone))
}

// portalHours holds the public page against the engine.
func (s *server) portalHours(plan schedule.Plan, p *i18n.Printer) {
	s.w.t.Helper()
	page, err := s.portal(p.Language())
	s.w.check(err)
	want := []string{words.Reason(p, plan, plan.Explain(time.Now()).By), words.Hours(p, plan)}
	for _, words := range want {
		if words != "" && !strings.Contains(page, html.EscapeString(words)) {
			s.w.t.Errorf("the public page in %s lacks %q", p.Language(), words)
		}
	}
}

// quarters asks for each quarter of an hour.
func (s *server) quarters(plan schedule.Plan, p *i18n.Printer, from, to time.Time) {
	s.w.t.Helper()
	for at := from; at.Before(to); at = at.Add(15 * time.Minute) {
		e := plan.Explain(at)
		body, err := s.get("/p/boreale/chat-status?lang="+string(p.Language())+"&at="+url.QueryEscape(at.Format(time.RFC3339)), p.Language())
		s.w.check(err)
		var got wire.ChatStatus
		s.w.check(json.Unmarshal([]byte(body), &got))
		if got.Open != e.Open || got.Reason != words.Reason(p, plan, e.By) || (got.Until == nil) == e.HasNext || (e.HasNext && !got.Until.Equal(e.Next)) {
			s.w.t.Fatalf("%s in %s: the public is told %s, the engine says %+v", at, p.Language(), body, e)
		}
	}
}

// listsTheHours holds the command line of somebody who has signed in against the engine.
func (c *computer) listsTheHours(s *server, plan schedule.Plan, from, to time.Time) {
	c.w.t.Helper()
	c.mustCtl(demo.Password, "sign-in", s.address, marie)
	out := c.mustCtl(demo.Password, "hours", "--from", from.Format(time.RFC3339), "--to", to.Format(time.RFC3339), "--json")
	type interval struct {
		Start, End time.Time
		Winner     string
	}
	var got struct{ Intervals []interval }
	c.w.check(json.Unmarshal([]byte(out), &got))
	want := plan.OpenIntervals(from, to)
	if len(got.Intervals) != len(want) {
		c.w.t.Fatalf("%d intervals, want %d\n%s", len(got.Intervals), len(want), out)
	}
	for i, w := range want {
		if g := got.Intervals[i]; !g.Start.Equal(w.Start) || !g.End.Equal(w.End) || g.Winner != plan.Name(w.By, "fr") {
			c.w.t.Errorf("interval %d is %v, want %v", i, g, w)
		}
	}
	if fmt.Sprint(want) == "[]" {
		c.w.t.Error("no hours to compare")
	}
}
