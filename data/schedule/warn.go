package schedule

import (
	"cmp"
	"slices"
	"time"
)

// WarningKind says what a warning is about.
type WarningKind string

// The warnings. None of them blocks.
const (
	WarnNeverWins   WarningKind = "never_wins"   // no minute of By is ever decided by it
	WarnLunch       WarningKind = "lunch"        // on Days, the lunch break By lies outside open working hours, for Minutes
	WarnWeekend     WarningKind = "weekend"      // on Days, the weekend By leaves Minutes open, by Other
	WarnOverlap     WarningKind = "overlap"      // By and Other, of one type, share Minutes of the week
	WarnNoCoverage  WarningKind = "no_coverage"  // no schedule says anything about Days
	WarnName        WarningKind = "name"         // the event By has no name in one of the languages
	WarnLeapDay     WarningKind = "leap_day"     // the yearly event By is kept on 28 February in most years
	WarnEnglishOnly WarningKind = "english_only" // Minutes of the usual week are served in English and not in French
)

// Warning is something that is allowed and probably not meant.
type Warning struct {
	Kind    WarningKind
	By      Ref // nothing where no single schedule is concerned
	Other   Ref
	Days    Days
	Minutes int // of the usual week
}

// judged is how far special events are watched for one that never wins.
const judged = 5 * 366 * 24 * time.Hour

// Warnings lists what is probably not meant in the plan, events that are past at now left aside.
func (p Plan) Warnings(now time.Time) []Warning {
	all := p
	all.Enabled = true // what is wrong while the service is off is wrong when it is turned on
	canvas := paintWeek(p.Weekly)
	out := all.neverWinsWeekly(canvas)
	out = append(out, all.lunchOutside()...)
	out = append(out, all.weekendOpen(canvas)...)
	out = append(out, all.overlaps()...)
	out = append(out, all.noCoverage(canvas)...)
	return append(out, all.eventWarnings(now)...)
}

func (p Plan) neverWinsWeekly(canvas []int32) (out []Warning) {
	wins := make([]bool, len(p.Weekly))
	for _, by := range canvas {
		if by != nobody {
			wins[by] = true
		}
	}
	for i, won := range wins {
		if !won {
			out = append(out, Warning{Kind: WarnNeverWins, By: Ref{ByWeekly, i}})
		}
	}
	return out
}

// only is the plan with the weekly schedules of one type; the others are kept in their places and paint nothing.
func (p Plan) only(t Type) Plan {
	p.Weekly = slices.Clone(p.Weekly)
	for i := range p.Weekly {
		if p.Weekly[i].Type != t {
			p.Weekly[i].Days = NoDay
		}
	}
	return p
}

func (p Plan) lunchOutside() (out []Warning) {
	work := p.only(WorkingHours)
	canvas := paintWeek(work.Weekly)
	for i, w := range p.Weekly {
		if w.Type != LunchBreak || w.State != Closed {
			continue
		}
		warning := Warning{Kind: WarnLunch, By: Ref{ByWeekly, i}}
		w.eachDaySpan(func(day, start, end int) {
			for m := start; m < end; m++ {
				if work.State(work.ref(canvas[m])) != Open {
					warning.Minutes++
					warning.Days |= DaysOf(day)
				}
			}
		})
		if warning.Minutes > 0 {
			out = append(out, warning)
		}
	}
	return out
}

func (p Plan) weekendOpen(canvas []int32) (out []Warning) {
	for i, w := range p.Weekly {
		if w.Type != Weekend || w.State != Closed {
			continue
		}
		warning := Warning{Kind: WarnWeekend, By: Ref{ByWeekly, i}}
		for _, day := range w.Days.ISO() {
			for _, by := range canvas[(day-1)*MinutesPerDay : day*MinutesPerDay] {
				if ref := p.ref(by); p.State(ref) == Open {
					if warning.Minutes == 0 {
						warning.Other = ref
					}
					warning.Minutes++
					warning.Days |= DaysOf(day)
				}
			}
		}
		if warning.Minutes > 0 {
			out = append(out, warning)
		}
	}
	return out
}

// overlaps counts the minutes that two schedules of one type share. Where more than two meet, neighbours in the order of
// painting are told.
func (p Plan) overlaps() []Warning {
	type pair struct{ by, other int }
	shared := map[pair]int{}
	for _, t := range Types() {
		canvas := make([]int32, MinutesPerWeek)
		for _, i := range weeklyOrder(p.Weekly) {
			if p.Weekly[i].Type != t {
				continue
			}
			p.Weekly[i].eachDaySpan(func(_, start, end int) {
				for m := start; m < end; m++ {
					if under := int(canvas[m]); under > 0 {
						shared[pair{i, under - 1}]++
					}
					canvas[m] = int32(i + 1)
				}
			})
		}
	}
	var out []Warning
	for of, minutes := range shared {
		out = append(out, Warning{Kind: WarnOverlap, By: Ref{ByWeekly, of.by}, Other: Ref{ByWeekly, of.other}, Minutes: minutes})
	}
	slices.SortFunc(out, func(a, b Warning) int {
		return cmp.Or(cmp.Compare(a.By.Index, b.By.Index), cmp.Compare(a.Other.Index, b.Other.Index))
	})
	return out
}

func (p Plan) noCoverage(canvas []int32) []Warning {
	days := NoDay
	for day := 1; day <= 7; day++ {
		covered := slices.ContainsFunc(canvas[(day-1)*MinutesPerDay:day*MinutesPerDay], func(by int32) bool { return by != nobody })
		if !covered {
			days |= DaysOf(day)
		}
	}
	if days == NoDay {
		return nil
	}
	return []Warning{{Kind: WarnNoCoverage, By: none, Days: days}}
}

func (p Plan) eventWarnings(now time.Time) (out []Warning) {
	from, to := now.Unix(), now.Add(judged).Unix()
	periods := periodsOf(p.zone(), from, to)
	wins := make([]bool, len(p.Special))
	for _, c := range paintStrokes(p.strokes(periods, from, to)) {
		if ref := p.ref(c.by); ref.Kind == BySpecial {
			wins[ref.Index] = true
		}
	}
	wallFrom, wallTo := LocalOf(now.In(p.zone())), LocalOf(now.Add(judged).In(p.zone()))
	for i := range p.Special {
		s, by := &p.Special[i], Ref{BySpecial, i}
		if len(s.occurrences(wallFrom, wallTo)) == 0 {
			continue // past, or too far away to judge
		}
		if !wins[i] {
			out = append(out, Warning{Kind: WarnNeverWins, By: by})
		}
		if s.NameFR == "" || s.NameEN == "" {
			out = append(out, Warning{Kind: WarnName, By: by})
		}
		if s.Yearly && isLeapDay(s.Start.Date()) {
			out = append(out, Warning{Kind: WarnLeapDay, By: by})
		}
	}
	return out
}

// EnglishOnly warns when minutes of the usual week are served in English and not in French (Charter of the French language,
// CQLR c. C-11, ss. 5 and 50.2: consumers have the right to be served in French).
func EnglishOnly(french, english Plan) []Warning {
	fr, en := paintWeek(french.Weekly), paintWeek(english.Weekly)
	french.Enabled, english.Enabled = true, true
	w := Warning{Kind: WarnEnglishOnly, By: none}
	for m := range fr {
		if english.State(english.ref(en[m])) == Open && french.State(french.ref(fr[m])) != Open {
			w.Minutes++
			w.Days |= DaysOf(m/MinutesPerDay + 1)
		}
	}
	if w.Minutes == 0 {
		return nil
	}
	return []Warning{w}
}
