package poster

// Type is the size of the type of the first text that is exactly this, 0 for none.
func (s *Sheet) Type(text string) float64 {
	for _, i := range s.items {
		if i.text == text {
			return i.size
		}
	}
	return 0
}

// Above is the room between the band and the line over a text, and from there to the foot.
func (s *Sheet) Above(text string) (above, below float64) {
	for n, i := range s.items {
		if i.text == text {
			split := s.items[n-1].y
			return split - bandHeight - bandRule, s.height - footHeight - split
		}
	}
	return 0, 0
}

// Outside lists the texts that leave the paper's margins.
func (s *Sheet) Outside() (out []string) {
	for _, i := range s.items {
		right := i.x + widthOf(i.text, i.bold, i.size)
		if i.text != "" && (i.x < 0 || right > s.width-margin/2 || i.y-i.size*ascent < 0 || i.y > s.height) {
			out = append(out, i.text)
		}
	}
	return out
}
