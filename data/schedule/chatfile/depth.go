package chatfile

import (
	"bytes"

	"pupitre/data/fault"
)

// Bounds of nesting. The sections nest six deep; the YAML reader takes a time that grows with the square of the depth.
const (
	maxLineDepth = 32  // brackets opened, or list marks, on one line
	maxDepth     = 256 // brackets opened over the file, and columns of indentation
)

// checkDepth refuses a file that nests far deeper than settings do, before it is parsed: schedule.file_yaml. Brackets in
// texts count too, which only makes it stricter.
func checkDepth(content []byte) error {
	line, open := 0, 0
	for text := range bytes.Lines(content) {
		line++
		before := open
		trimmed := bytes.TrimLeft(text, " ")
		marks := 0
		for rest := trimmed; bytes.HasPrefix(rest, []byte("- ")); rest = bytes.TrimLeft(rest[2:], " ") {
			if marks++; marks > maxLineDepth {
				break
			}
		}
		for _, c := range trimmed {
			switch c {
			case '[', '{':
				open++
			case ']', '}':
				open = max(open-1, 0)
			}
			if open-before > maxLineDepth || open > maxDepth {
				marks = maxLineDepth + 1
				break
			}
		}
		if marks > maxLineDepth || len(text)-len(trimmed) > maxDepth {
			return fault.New(fault.Invalid, "chatfile.checkDepth", "schedule.file_yaml", "Line", line)
		}
	}
	return nil
}
