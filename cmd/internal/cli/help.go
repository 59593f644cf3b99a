package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"pupitre/i18n"
)

// PrintHelp writes the help of a command in the person's language; the library's own speaks English. elsewhere is said at
// its end, "" for nothing.
func PrintHelp(p *i18n.Printer, elsewhere string) kong.HelpPrinter {
	return func(_ kong.HelpOptions, ctx *kong.Context) error {
		node := ctx.Selected()
		if node == nil {
			node = ctx.Model.Node
		}
		w := tabwriter.NewWriter(ctx.Stdout, 0, 0, 2, ' ', 0)
		lines := []string{p.T("cli.help_usage", "Path", strings.Join(strings.Fields(node.FullPath()), " ")), ""}
		if node.Help != "" {
			lines = append(lines, node.Help, "")
		}
		lines = append(lines, helpCommands(p, node)...)
		lines = append(lines, helpFlags(p, node)...)
		if elsewhere != "" {
			lines = append(lines, "", elsewhere)
		}
		if _, err := fmt.Fprintln(w, strings.Join(lines, "\n")); err != nil {
			return err
		}
		return w.Flush()
	}
}

func helpCommands(p *i18n.Printer, node *kong.Node) []string {
	var out []string
	for _, child := range node.Children {
		if child.Type == kong.CommandNode {
			out = append(out, "  "+child.Name+"\t"+child.Help)
		}
	}
	if out == nil {
		return nil
	}
	return append(append([]string{p.T("cli.help_commands")}, out...), "")
}

func helpFlags(p *i18n.Printer, node *kong.Node) []string {
	out := []string{p.T("cli.help_flags")}
	for _, group := range node.AllFlags(true) {
		for _, f := range group {
			name := "--" + f.Name
			if !f.IsBool() {
				name += "=" + f.FormatPlaceHolder()
			}
			text := f.Help
			if f.Name == "help" {
				text = p.T("cli.help")
			}
			if f.Required {
				text = p.T("cli.help_required", "Text", text)
			}
			out = append(out, "  "+name+"\t"+text)
		}
	}
	return out
}
