package look

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// Fyne 2.7 prepares all substitutions of a font anew for each text that it measures or draws, and a table whose rows change has a
// hundred new texts. Inter brings many that nobody asks for: other shapes of letters, small figures, fractions of a style.
// leanFont takes those away, so that a text takes about three fifths of the time; what is drawn is the same to the pixel.

// shapedFeatures are the substitutions that a text shaper applies unasked (OpenType, registered features; those of fractions around
// U+2044). All others have to be asked for, which Fyne cannot.
var shapedFeatures = []string{"rvrn", "ccmp", "locl", "rlig", "calt", "clig", "liga", "rclt", "frac", "numr", "dnom"}

// leanFont is a TrueType file without the substitutions that are never applied; the file itself when it has none.
func leanFont(file []byte) []byte {
	loader, err := opentype.NewLoader(bytes.NewReader(file))
	if err != nil {
		return file
	}
	parsed, err := font.NewFont(loader)
	if err != nil {
		return file
	}
	at, ok := tableAt(file, "GSUB")
	if !ok {
		return file
	}
	lean := slices.Clone(file)
	dropUnshaped(lean[at:], parsed.GSUB)
	return lean
}

// tableAt is where a table of a TrueType file begins (OpenType, table directory).
func tableAt(file []byte, name string) (at int, ok bool) {
	const head, record = 12, 16
	for n := range int(binary.BigEndian.Uint16(file[4:])) {
		entry := file[head+n*record:]
		if string(entry[:4]) == name {
			return int(binary.BigEndian.Uint32(entry[8:])), true
		}
	}
	return 0, false
}

// dropUnshaped empties the features that are not applied, and the lookups that only they reach. The parser has checked all places.
func dropUnshaped(table []byte, g font.GSUB) {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(table[at:])) }
	features, lookups := u16(6), u16(8)
	reached := make([]bool, len(g.Lookups))
	for i, f := range g.Features {
		if slices.Contains(shapedFeatures, f.Tag.String()) {
			for _, lookup := range f.LookupListIndices {
				reach(g, int(lookup), reached)
			}
			continue
		}
		const record, count = 6, 2
		feature := features + u16(features+2+i*record+4)
		binary.BigEndian.PutUint16(table[feature+count:], 0)
	}
	for i, kept := range reached {
		if !kept {
			const count = 4
			lookup := lookups + u16(lookups+2+2*i)
			binary.BigEndian.PutUint16(table[lookup+count:], 0)
		}
	}
}

// reach marks a lookup and those that its rules apply.
func reach(g font.GSUB, lookup int, reached []bool) {
	if lookup >= len(reached) || reached[lookup] {
		return
	}
	reached[lookup] = true
	for _, sub := range g.Lookups[lookup].Subtables {
		for _, r := range appliedBy(sub) {
			reach(g, int(r.LookupListIndex), reached)
		}
	}
}

// appliedBy are the lookups that the rules of a subtable apply.
func appliedBy(sub tables.GSUBLookup) (list []tables.SequenceLookupRecord) {
	plain := func(sets []tables.SequenceRuleSet) {
		for _, set := range sets {
			for _, rule := range set.SeqRule {
				list = append(list, rule.SeqLookupRecords...)
			}
		}
	}
	chained := func(sets []tables.ChainedSequenceRuleSet) {
		for _, set := range sets {
			for _, rule := range set.ChainedSeqRules {
				list = append(list, rule.SeqLookupRecords...)
			}
		}
	}
	switch s := sub.(type) {
	case tables.ContextualSubs:
		switch d := s.Data.(type) {
		case tables.ContextualSubs1:
			plain(d.SeqRuleSet)
		case tables.ContextualSubs2:
			plain(d.ClassSeqRuleSet)
		case tables.ContextualSubs3:
			list = d.SeqLookupRecords
		}
	case tables.ChainedContextualSubs:
		switch d := s.Data.(type) {
		case tables.ChainedContextualSubs1:
			chained(d.ChainedSeqRuleSet)
		case tables.ChainedContextualSubs2:
			chained(d.ChainedClassSeqRuleSet)
		case tables.ChainedContextualSubs3:
			list = d.SeqLookupRecords
		}
	case tables.ReverseChainSingleSubs, tables.SingleSubs, tables.MultipleSubs, tables.AlternateSubs, tables.LigatureSubs:
	}
	return list
}
