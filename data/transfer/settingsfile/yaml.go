package settingsfile

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"pupitre/data/fault"
)

// Problem is a mistake of a file.
type Problem struct {
	Line int // from 1; 0 for the file as a whole
	Err  error
}

// Bounds of a file, beside its size. Nothing of ours is nested deeper, and a parser must not be led into the depth.
const (
	maxDepth    = 20
	maxProblems = 100
)

// scalar is a value of the file, as it is written.
type scalar struct {
	text string
	null bool
	line int
}

// entry is a key of a mapping, with its value.
type entry struct {
	key  string
	line int
	node ast.Node
}

// reader walks a file and collects its mistakes.
type reader struct {
	problems []Problem
	content  []byte // of the file
}

func (r *reader) problem(line int, err error) {
	if len(r.problems) < maxProblems {
		r.problems = append(r.problems, Problem{Line: line, Err: err})
	}
}

// load reads a bounded file and gives its top level; nil when there is none, which is a problem then.
func (r *reader) load(in io.Reader) ast.Node {
	const op = "settingsfile.load"
	content, err := io.ReadAll(io.LimitReader(in, MaxFile+1))
	switch {
	case err != nil:
		r.problem(0, fault.As(fault.Unavailable, op, "transfer.unreadable_file", err))
		return nil
	case len(content) > MaxFile:
		r.problem(0, fault.New(fault.Invalid, op, "transfer.too_large"))
		return nil
	case !utf8.Valid(content):
		r.problem(0, fault.New(fault.Invalid, op, "transfer.not_utf8"))
		return nil
	}
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	if line := tooDeep(content); line > 0 {
		r.problem(line, fault.New(fault.Invalid, op, "transfer.too_deep"))
		return nil
	}
	r.content = content
	file, err := parser.ParseBytes(content, 0)
	if err != nil {
		r.problem(lineOf(err), fault.As(fault.Invalid, op, "transfer.not_yaml", err))
		return nil
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		r.problem(0, fault.New(fault.Invalid, op, "transfer.not_one_document"))
		return nil
	}
	return file.Docs[0].Body
}

// lineOf is the line that a syntax error is about, 0 when it does not say.
func lineOf(err error) int {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil && at.GetToken().Position != nil {
		return at.GetToken().Position.Line
	}
	return 0
}

// tooDeep finds the line where brackets or indicators of blocks are nested too deeply, before any parser sees it. It counts
// what stands in texts as well, which is of no matter: a note with twenty open brackets is written with them closed.
func tooDeep(content []byte) (line int) {
	depth, n := 0, 0
	for text := range bytes.Lines(content) {
		n++
		blocks := 0
		for rest := bytes.TrimLeft(text, " "); len(rest) > 1 && strings.ContainsRune("-?!&:", rune(rest[0])); {
			_, after, found := bytes.Cut(rest, []byte(" "))
			if !found {
				break
			}
			blocks++
			rest = bytes.TrimLeft(after, " ")
		}
		for _, c := range text {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(depth-1, 0)
			}
			if depth > maxDepth || blocks > maxDepth {
				return n
			}
		}
	}
	return 0
}

// entries lists the keys of a mapping. Keys that come twice and keys that are no plain words are problems.
func (r *reader) entries(node ast.Node) []entry {
	const op = "settingsfile.entries"
	var values []*ast.MappingValueNode
	switch n := node.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	case *ast.NullNode, nil:
		return nil
	default:
		r.problem(line(node), fault.New(fault.Invalid, op, "transfer.not_a_group"))
		return nil
	}
	seen := map[string]bool{}
	out := make([]entry, 0, len(values))
	for _, v := range values {
		key, ok := v.Key.(*ast.StringNode)
		at := line(v.Key)
		switch {
		case !ok:
			r.problem(at, fault.New(fault.Invalid, op, "transfer.unknown_key", "Key", shorten(v.Key.String())))
		case seen[key.Value]:
			r.problem(at, fault.New(fault.Invalid, op, "transfer.key_twice", "Key", shorten(key.Value)))
		default:
			seen[key.Value] = true
			out = append(out, entry{key: key.Value, line: at, node: v.Value})
		}
	}
	return out
}

// items lists the elements of a list.
func (r *reader) items(node ast.Node) []ast.Node {
	switch n := node.(type) {
	case *ast.SequenceNode:
		return n.Values
	case *ast.NullNode, nil:
		return nil
	}
	r.problem(line(node), fault.New(fault.Invalid, "settingsfile.items", "transfer.not_a_list"))
	return nil
}

// scalar reads one value as it is written: +15145550123 is no number to us.
func (r *reader) scalar(node ast.Node) (s scalar, ok bool) {
	s.line = line(node)
	switch n := node.(type) {
	case *ast.NullNode, nil:
		s.null = true
	case *ast.StringNode:
		s.text = n.Value
	case *ast.LiteralNode:
		s.text = n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		s.text = n.GetToken().Value
	default:
		r.problem(s.line, fault.New(fault.Invalid, "settingsfile.scalar", "transfer.not_a_text"))
		return s, false
	}
	return s, true
}

func line(node ast.Node) int {
	if node == nil || node.GetToken() == nil || node.GetToken().Position == nil {
		return 0
	}
	return node.GetToken().Position.Line
}

// shorten keeps a sentence readable whatever the file has for a key.
func shorten(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strings.Trim(strconv.Quote(s), `"`)
}
