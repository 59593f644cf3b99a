package widgets

import "strings"

// atom is a word, or the part of a word that belongs to one run: "**Voir**," is one word of two atoms.
type atom struct {
	run   int
	text  string
	space bool // a space stands before it, where a line may end
}

// piece is what stands of one run on one line of a Prose.
type piece struct {
	run      int
	text     string
	line     int
	x, width float32
}

// atomsOf cuts runs at spaces (U+0020): the non-breaking spaces of French typography hold their words together.
func atomsOf(runs []Run) (atoms []atom) {
	space := false
	for i, run := range runs {
		for j, word := range strings.Split(run.Text, " ") {
			space = space || j > 0
			if word != "" {
				atoms = append(atoms, atom{run: i, text: word, space: space && len(atoms) > 0})
				space = false
			}
		}
	}
	return atoms
}

// flower sets atoms on lines no wider than width.
type flower struct {
	width   float32
	space   float32
	measure func(run int, text string) float32 // of a text alone …
	pad     func(run int) float32              // … and what its ground adds at both sides together

	pieces []piece
	line   int
	x      float32 // where the line ends now
}

// flow places the runs; lines is how many it takes, one at least.
func (f *flower) flow(runs []Run) (pieces []piece, lines int) {
	atoms := atomsOf(runs)
	for len(atoms) > 0 {
		n := 1
		for n < len(atoms) && !atoms[n].space {
			n++
		}
		f.word(atoms[:n])
		atoms = atoms[n:]
	}
	return f.pieces, f.line + 1
}

func (f *flower) word(atoms []atom) {
	width := float32(0)
	for _, a := range atoms {
		width += f.wide(a)
	}
	if f.x > 0 && f.x+f.space+width > f.width {
		f.breakLine()
	}
	for _, a := range atoms {
		f.put(a, width > f.width)
	}
}

// wide is the width of an atom as a piece of its own.
func (f *flower) wide(a atom) float32 { return f.measure(a.run, a.text) + f.pad(a.run) }

func (f *flower) breakLine() { f.line, f.x = f.line+1, 0 }

// put sets an atom at the end of the line; one of a word that is wider than a line is cut where the line ends.
func (f *flower) put(a atom, mayCut bool) {
	for mayCut && f.x+f.wide(a) > f.width {
		runes := []rune(a.text)
		n := fits(runes, f.width-f.x-f.pad(a.run), "", func(s string) float32 { return f.measure(a.run, s) })
		if n == 0 && f.x == 0 { // not even one letter: no use cutting
			break
		}
		if n > 0 {
			f.add(atom{run: a.run, text: string(runes[:n]), space: a.space})
		}
		a = atom{run: a.run, text: string(runes[n:])}
		f.breakLine()
	}
	f.add(a)
}

// add joins an atom to the piece of its run, or begins another piece.
func (f *flower) add(a atom) {
	if last := len(f.pieces) - 1; last >= 0 && f.x > 0 && f.pieces[last].run == a.run {
		p := &f.pieces[last]
		if a.space {
			p.text += " "
			p.width += f.measure(p.run, " ")
		}
		p.text += a.text
		p.width += f.measure(p.run, a.text)
		f.x = p.x + p.width
		return
	}
	if a.space && f.x > 0 {
		f.x += f.space
	}
	width := f.wide(a)
	f.pieces = append(f.pieces, piece{run: a.run, text: a.text, line: f.line, x: f.x, width: width})
	f.x += width
}
