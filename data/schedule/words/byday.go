package words

import "pupitre/data/schedule"

// ByDay lists the open stretches of each ISO day of the usual week, index 1 for Monday, for a list of the days. A stretch
// that goes on after midnight is whole, on the day on which it begins, and ends above 24:00. By is not set.
func ByDay(plan schedule.Plan) (days [8][]schedule.Block) {
	for day, spans := range openDays(plan) {
		for _, s := range spans {
			days[day] = append(days[day], schedule.Block{Day: day, Start: s.start, End: s.end})
		}
	}
	return days
}
