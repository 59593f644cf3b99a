package directory

// Words are the words of a query or a text as they are compared: folded, numbers without what stands between their digits.
func Words(text string) (list []string) {
	for _, w := range words(text) {
		list = append(list, w.folded)
	}
	return list
}

// Words are the words by which an entry is found: those of the columns that its category is queried in.
func (e Entry) Words() (list []string) {
	at := categoryOf(e.Kind)
	if at < 0 {
		return nil
	}
	for _, c := range categories[at].Queried {
		if c == ByPhone {
			if digits := phoneDigits(e.Phone); digits != "" {
				list = append(list, digits)
			}
			continue
		}
		list = append(list, Words(e.Value(c))...)
	}
	return list
}
