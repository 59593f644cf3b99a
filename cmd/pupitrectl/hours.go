package main

import (
	"os"
	"time"

	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/schedule/chatfile"
	"pupitre/data/schedule/words"
	"pupitre/data/settings"
)

// maxHoursWindow bounds what one run lists.
const maxHoursWindow = 20 * 366 * 24 * time.Hour

type hoursCmd struct {
	File string `help:"${hours_file}" type:"path" placeholder:"F"`
	From string `help:"${hours_from}" placeholder:"2026-05-05T00:00"`
	To   string `help:"${hours_to}" placeholder:"2026-05-19T00:00"`
	At   string `help:"${hours_at}" placeholder:"2026-05-05T12:30"`
	JSON bool   `help:"${json}"`
}

// hoursInterval and hoursReport are the JSON form of a window; scripts rely on their names. Times are RFC 3339.
type hoursInterval struct {
	Start  time.Time `json:"start"`
	End    time.Time `json:"end"`
	Winner string    `json:"winner"`
}

type hoursReport struct {
	Intervals []hoursInterval `json:"intervals"`
}

// hoursCover and hoursAt are the JSON form of an explanation.
type hoursCover struct {
	Name  string         `json:"name"`
	Kind  schedule.Kind  `json:"kind"`
	State schedule.State `json:"state"`
	Start time.Time      `json:"start"`
	End   time.Time      `json:"end"`
	Wins  bool           `json:"wins"`
	Why   schedule.Why   `json:"loses_by,omitempty"`
}

type hoursAt struct {
	At     time.Time     `json:"at"`
	Open   bool          `json:"open"`
	Reason schedule.Kind `json:"reason"`
	Winner string        `json:"winner,omitempty"`
	Covers []hoursCover  `json:"covers"`
	Next   *time.Time    `json:"next"` // null: no change within 400 days
}

// Run lists the open intervals of a window, or explains an instant, in the language of the run.
func (c hoursCmd) Run(a *app) error {
	const op = "ctl.hours"
	window := c.From != "" || c.To != ""
	if window == (c.At != "") || (window && (c.From == "" || c.To == "")) {
		return fault.New(fault.Invalid, op, "schedule.ctl.what")
	}
	plan, err := c.plan(a)
	if err != nil {
		return err
	}
	if c.At != "" {
		at, err := schedule.ParseInstant(c.At, plan.Zone)
		if err != nil {
			return err
		}
		return c.explain(a, plan, at)
	}
	from, err := schedule.ParseInstant(c.From, plan.Zone)
	if err != nil {
		return err
	}
	to, err := schedule.ParseInstant(c.To, plan.Zone)
	if err != nil {
		return err
	}
	if !from.Before(to) || to.Sub(from) > maxHoursWindow {
		return fault.New(fault.Invalid, op, "schedule.ctl.window")
	}
	return c.list(a, plan, from, to)
}

// plan reads the hours of the run's language from the file, or from what this computer knows of the provider.
func (c hoursCmd) plan(a *app) (plan schedule.Plan, err error) {
	language := string(a.p.Language())
	if c.File == "" {
		err = a.session(func(s *desk.Session) error {
			view, err := s.Desk.View(a.ctx)
			if err != nil {
				return err
			}
			plan, err = settings.FromView(view).Chat().Plan(language)
			return err
		})
		return plan, err
	}
	file, err := os.Open(c.File)
	if err != nil {
		return plan, fault.As(fault.Invalid, "ctl.hours", "schedule.ctl.unreadable", err, "File", c.File)
	}
	hours, err := chatfile.Read(file)
	if closed := file.Close(); err == nil {
		err = fault.Wrap("ctl.hours", closed)
	}
	if err != nil {
		return plan, err
	}
	return hours.Plan(language)
}

func (c hoursCmd) list(a *app, plan schedule.Plan, from, to time.Time) error {
	language := string(a.p.Language())
	report := hoursReport{Intervals: []hoursInterval{}}
	for _, i := range plan.OpenIntervals(from, to) {
		report.Intervals = append(report.Intervals, hoursInterval{i.Start, i.End, plan.Name(i.By, language)})
	}
	if c.JSON {
		return a.json(report)
	}
	for _, i := range report.Intervals {
		a.println(a.p.ISODateTime(i.Start) + " – " + a.p.ISODateTime(i.End) + "  " + i.Winner)
	}
	return nil
}

func (c hoursCmd) explain(a *app, plan schedule.Plan, at time.Time) error {
	e := plan.Explain(at)
	if !c.JSON {
		for _, line := range words.Explain(a.p, plan, e) {
			a.println(line)
		}
		return nil
	}
	language := string(a.p.Language())
	report := hoursAt{At: e.At, Open: e.Open, Reason: e.By.Kind, Winner: plan.Name(e.By, language), Covers: []hoursCover{}}
	if e.HasNext {
		report.Next = &e.Next
	}
	for _, cover := range e.Covers {
		report.Covers = append(report.Covers, hoursCover{
			plan.Name(cover.Ref, language), cover.Kind, plan.State(cover.Ref), cover.Start, cover.End, cover.Wins, cover.Why,
		})
	}
	return a.json(report)
}
