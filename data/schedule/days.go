package schedule

// Days is a set of days of the week: bit 0 is Monday, bit 6 Sunday.
type Days uint8

// Usual sets.
const (
	NoDay    Days = 0
	Weekdays Days = 0b0011111
	SatSun   Days = 0b1100000
	EveryDay Days = 0b1111111
)

// DaysOf makes a set of ISO days, 1 for Monday to 7 for Sunday; others are left out.
func DaysOf(iso ...int) Days {
	var d Days
	for _, day := range iso {
		if day >= 1 && day <= 7 {
			d |= 1 << (day - 1)
		}
	}
	return d
}

// Has tells whether the ISO day is in the set.
func (d Days) Has(iso int) bool { return iso >= 1 && iso <= 7 && d&(1<<(iso-1)) != 0 }

// ISO lists the days in order, 1 for Monday to 7 for Sunday.
func (d Days) ISO() []int {
	out := make([]int, 0, 7)
	for iso := 1; iso <= 7; iso++ {
		if d.Has(iso) {
			out = append(out, iso)
		}
	}
	return out
}

// Count is how many days are in the set.
func (d Days) Count() int { return len(d.ISO()) }
