package portal

import (
	"time"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
)

// chatFacts say whether the live chat is open, why, until when, and the hours of the usual week; none without hours.
func chatFacts(hours *schedule.Timeline, now time.Time, pr *i18n.Printer) []fact {
	if hours == nil {
		return nil
	}
	plan, status := hours.Plan(), hours.Status(now)
	state, reason := pr.T("schedule.portal.closed"), words.Reason(pr, plan, status.By)
	if status.Open {
		state = pr.T("schedule.portal.open")
	}
	if !plan.Enabled {
		return []fact{{Label: pr.T("schedule.portal.now"), Value: state, Note: reason}}
	}
	var e schedule.Explanation
	e.Next, e.HasNext = hours.NextChange(now)
	facts := []fact{{
		Label: pr.T("schedule.portal.now"), Value: state,
		Note: pr.T("schedule.portal.why", "Reason", reason, "Next", words.Next(pr, status.Open, e)),
	}}
	if usual := words.Hours(pr, plan); usual != "" {
		facts = append(facts, fact{Label: pr.T("schedule.portal.hours"), Value: usual})
	}
	return facts
}
