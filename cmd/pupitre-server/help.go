package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"pupitre/i18n"
)

// helpTexts gives the command line its words, by the names that stand in the help tags.
func helpTexts(p *i18n.Printer) kong.Vars {
	return kong.Vars{
		"config":          p.T("server.cli.config"),
		"lang":            p.T("server.cli.lang"),
		"data":            p.T("server.cli.data"),
		"serve":           p.T("server.cli.serve"),
		"migrate":         p.T("server.cli.migrate"),
		"backup":          p.T("server.cli.backup"),
		"backup_to":       p.T("server.cli.backup_to"),
		"restore":         p.T("server.cli.restore"),
		"restore_from":    p.T("server.cli.restore_from"),
		"provider":        p.T("server.cli.provider"),
		"provider_add":    p.T("server.cli.provider_add"),
		"provider_invite": p.T("server.cli.provider_invite"),
		"provider_list":   p.T("server.cli.provider_list"),
		"slug":            p.T("server.cli.slug"),
		"name":            p.T("server.cli.name"),
		"primary_email":   p.T("server.cli.primary_email"),
		"language":        p.T("server.cli.language"),
		"time_zone":       p.T("server.cli.time_zone"),
		"version":         p.T("server.cli.version"),
		"listen":          p.T("server.cli.listen"),
		"demo":            p.T("server.cli.demo"),
		"tls_cert":        p.T("server.cli.tls_cert"),
		"tls_key":         p.T("server.cli.tls_key"),
		"public_url":      p.T("server.cli.public_url"),
		"trust_proxy":     p.T("server.cli.trust_proxy"),
		"metrics_from":    p.T("server.cli.metrics_from"),
		"log_format":      p.T("server.cli.log_format"),
		"log_level":       p.T("server.cli.log_level"),
		"stop_stdin":      p.T("server.cli.stop_with_stdin"),
		"file":            p.T("server.cli.placeholder_file"),
		"folder":          p.T("server.cli.placeholder_folder"),
		"address":         p.T("server.cli.placeholder_address"),
		"text":            p.T("server.cli.placeholder_text"),
	}
}

// printHelp writes the help of a command in the person's language; the library's own speaks English.
func printHelp(p *i18n.Printer) kong.HelpPrinter {
	return func(_ kong.HelpOptions, ctx *kong.Context) error {
		node := ctx.Selected()
		if node == nil {
			node = ctx.Model.Node
		}
		w := tabwriter.NewWriter(ctx.Stdout, 0, 0, 2, ' ', 0)
		lines := []string{p.T("server.cli.help_usage", "Path", strings.Join(strings.Fields(node.FullPath()), " ")), ""}
		if node.Help != "" {
			lines = append(lines, node.Help, "")
		}
		lines = append(lines, helpCommands(p, node)...)
		lines = append(lines, helpFlags(p, node)...)
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
	return append(append([]string{p.T("server.cli.help_commands")}, out...), "")
}

func helpFlags(p *i18n.Printer, node *kong.Node) []string {
	out := []string{p.T("server.cli.help_flags")}
	for _, group := range node.AllFlags(true) {
		for _, f := range group {
			name := "--" + f.Name
			if !f.IsBool() {
				name += "=" + f.FormatPlaceHolder()
			}
			text := f.Help
			if f.Name == "help" {
				text = p.T("server.cli.help")
			}
			if f.Required {
				text = p.T("server.cli.help_required", "Text", text)
			}
			out = append(out, "  "+name+"\t"+text)
		}
	}
	return append(out, "", p.T("server.cli.help_elsewhere"))
}
