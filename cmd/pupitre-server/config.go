package main

import (
	"io"
	"os"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"pupitre/data/fault"
)

// maxConfig bounds a configuration file, in bytes.
const maxConfig = 1 << 20

// yamlFile is a configuration file: one line for each flag, under the flag's name.
//
//	listen: 127.0.0.1:8080
//	data: /var/lib/pupitre
//	metrics-from: [127.0.0.0/8, 10.0.0.0/8]
type yamlFile struct {
	values map[string]any
	lines  map[string]int
}

// loadYAML implements kong.ConfigurationLoader.
func loadYAML(r io.Reader) (kong.Resolver, error) {
	const op = "main.loadYAML"
	text, err := io.ReadAll(io.LimitReader(r, maxConfig+1))
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if len(text) > maxConfig {
		return nil, fault.New(fault.Invalid, op, "server.cli.config_large")
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, fault.As(fault.Invalid, op, "server.cli.config_syntax", err, "Detail", err.Error())
	}
	y := yamlFile{values: map[string]any{}, lines: map[string]int{}}
	for _, doc := range file.Docs {
		if err := y.add(doc.Body); err != nil {
			return nil, err
		}
	}
	return y, nil
}

func (y yamlFile) add(body ast.Node) error {
	const op = "main.yamlFile"
	var pairs []*ast.MappingValueNode
	switch body := body.(type) {
	case nil, *ast.CommentGroupNode, *ast.NullNode:
	case *ast.MappingNode:
		pairs = body.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{body}
	default:
		return fault.New(fault.Invalid, op, "server.cli.config_shape", "Line", line(body))
	}
	for _, pair := range pairs {
		key := pair.Key.GetToken().Value
		value, ok := plain(pair.Value)
		if _, twice := y.values[key]; twice || !ok {
			return fault.New(fault.Invalid, op, "server.cli.config_shape", "Line", line(pair.Key))
		}
		y.values[key], y.lines[key] = value, line(pair.Key)
	}
	return nil
}

// plain reads a scalar as text, or a list of scalars as the flags take it, with commas.
func plain(node ast.Node) (string, bool) {
	switch node := node.(type) {
	case *ast.NullNode:
		return "", true
	case *ast.LiteralNode:
		return node.Value.Value, true
	case ast.ScalarNode:
		return node.GetToken().Value, true
	case *ast.SequenceNode:
		parts := make([]string, 0, len(node.Values))
		for _, v := range node.Values {
			scalar, ok := v.(ast.ScalarNode)
			if !ok {
				return "", false
			}
			parts = append(parts, scalar.GetToken().Value)
		}
		return kong.JoinEscaped(parts, ','), true
	}
	return "", false
}

// line is where a node begins, counted from 1.
func line(node ast.Node) int { return node.GetToken().Position.Line }

// Validate implements kong.Resolver: a key that is no flag is refused with its line, because a mistyped one would
// silently leave a default in place.
func (y yamlFile) Validate(model *kong.Application) error {
	known := map[string]bool{}
	collect(model.Node, known)
	delete(known, "help")
	delete(known, "config")
	first, at := "", 0
	for key, line := range y.lines {
		if !known[key] && (at == 0 || line < at) {
			first, at = key, line
		}
	}
	if at == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "main.Validate", "server.cli.config_key", "Key", first, "Line", at)
}

func collect(node *kong.Node, into map[string]bool) {
	for _, f := range node.Flags {
		into[f.Name] = true
	}
	for _, child := range node.Children {
		collect(child, into)
	}
}

// Resolve implements kong.Resolver. The environment wins over the file.
func (y yamlFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, set := os.LookupEnv(name); set {
			return nil, nil //nolint:nilnil // kong's way to say "not here"
		}
	}
	if value, ok := y.values[flag.Name]; ok {
		return value, nil
	}
	return nil, nil //nolint:nilnil // kong's way to say "not here"
}

var _ kong.Resolver = yamlFile{}
