package words

import (
	"pupitre/data/schedule"
	"pupitre/i18n"
)

// Explain tells the whole reasoning about an instant: the verdict, why every other schedule that covers it loses, and the
// next change; one sentence a line.
func Explain(p *i18n.Printer, plan schedule.Plan, e schedule.Explanation) []string {
	lines := []string{Verdict(p, plan, e)}
	for _, c := range e.Covers {
		if c.Moved {
			lines = append(lines, p.T("schedule.words.moved", "Name", name(p, plan, c.Ref)))
		}
		if c.Tail {
			lines = append(lines, p.T("schedule.words.tail", "Name", name(p, plan, c.Ref), "Start", c.Start))
		}
		if !c.Wins && plan.Enabled {
			lines = append(lines, p.T("schedule.words.loses", "Name", name(p, plan, c.Ref), "State", State(p, plan.State(c.Ref)),
				"Winner", name(p, plan, e.By), "Why", Why(p, c.Why)))
		}
	}
	return append(lines, Next(p, e.Open, e))
}

// Verdict is the first sentence: open or closed, and what decides.
func Verdict(p *i18n.Printer, plan schedule.Plan, e schedule.Explanation) string {
	switch {
	case e.By.Kind == schedule.ByDisabled:
		return p.T("schedule.words.verdict_disabled", "Time", e.At)
	case e.By.Kind == schedule.ByNothing:
		return p.T("schedule.words.verdict_nothing", "Time", e.At)
	case e.Open:
		return p.T("schedule.words.verdict_open", "Time", e.At, "Name", name(p, plan, e.By))
	}
	return p.T("schedule.words.verdict_closed", "Time", e.At, "Name", name(p, plan, e.By))
}

// Reason is what decides, in a few words: the name of the schedule or event, or that none does.
func Reason(p *i18n.Printer, plan schedule.Plan, by schedule.Ref) string {
	switch by.Kind {
	case schedule.ByDisabled:
		return p.T("schedule.words.disabled")
	case schedule.ByNothing:
		return p.T("schedule.words.nothing")
	case schedule.ByWeekly, schedule.BySpecial:
	}
	return name(p, plan, by)
}

// Next tells when the chat opens or closes next; open is whether it is open before.
func Next(p *i18n.Printer, open bool, e schedule.Explanation) string {
	switch {
	case !e.HasNext:
		return p.N("schedule.words.no_change", int(schedule.LookAhead.Hours()/24))
	case open:
		return p.T("schedule.words.closes", "Time", e.Next)
	}
	return p.T("schedule.words.opens", "Time", e.Next)
}

func name(p *i18n.Printer, plan schedule.Plan, ref schedule.Ref) string {
	return plan.Name(ref, string(p.Language()))
}

// Why says why the winner wins, as the end of a sentence.
func Why(p *i18n.Printer, why schedule.Why) string {
	switch why {
	case schedule.WhySpecial:
		return p.T("schedule.words.why_special")
	case schedule.WhyType:
		return p.T("schedule.words.why_type")
	case schedule.WhyRank:
		return p.T("schedule.words.why_rank")
	case schedule.WhyDated:
		return p.T("schedule.words.why_dated")
	case schedule.WhyShorter:
		return p.T("schedule.words.why_shorter")
	case schedule.WhyClosed:
		return p.T("schedule.words.why_closed")
	case schedule.WhyListed:
	}
	return p.T("schedule.words.why_listed")
}

// Warning is a warning in a sentence.
func Warning(p *i18n.Printer, plan schedule.Plan, w schedule.Warning) string {
	by, other := name(p, plan, w.By), name(p, plan, w.Other)
	switch w.Kind {
	case schedule.WarnNeverWins:
		return p.T("schedule.words.warn_never_wins", "Name", by)
	case schedule.WarnLunch:
		return p.T("schedule.words.warn_lunch", "Name", by, "Days", Days(p, w.Days), "Duration", Duration(p, w.Minutes))
	case schedule.WarnWeekend:
		return p.T("schedule.words.warn_weekend", "Name", by, "Days", Days(p, w.Days), "Other", other, "Duration", Duration(p, w.Minutes))
	case schedule.WarnOverlap:
		return p.T("schedule.words.warn_overlap", "Name", by, "Other", other, "Duration", Duration(p, w.Minutes))
	case schedule.WarnNoCoverage:
		return p.T("schedule.words.warn_no_coverage", "Days", Days(p, w.Days))
	case schedule.WarnName:
		return p.T("schedule.words.warn_name", "Name", by)
	case schedule.WarnLeapDay:
		return p.T("schedule.words.warn_leap_day", "Name", by)
	case schedule.WarnEnglishOnly:
	}
	return p.T("schedule.words.warn_english_only", "Days", Days(p, w.Days), "Duration", Duration(p, w.Minutes))
}

// Duration writes minutes as hours and minutes: "7 h 30 min", "45 min".
func Duration(p *i18n.Printer, minutes int) string {
	hours, rest := minutes/60, minutes%60
	switch {
	case hours == 0:
		return p.T("schedule.words.minutes", "Minutes", rest)
	case rest == 0:
		return p.T("schedule.words.hours", "Hours", hours)
	}
	return p.T("schedule.words.hours_minutes", "Hours", hours, "Minutes", rest)
}

// Difference sums up what a change opens and closes.
func Difference(p *i18n.Printer, d schedule.Difference) string {
	if d.None() {
		return p.T("schedule.words.difference_none")
	}
	return p.N("schedule.words.difference", len(d.Days), "Opened", Duration(p, d.Opened), "Closed", Duration(p, d.Closed))
}
