package main

import (
	"github.com/alecthomas/kong"

	"pupitre/i18n"
)

// helpTexts gives the command line its words, by the names that stand in the help tags.
func helpTexts(p *i18n.Printer) kong.Vars {
	return kong.Vars{
		"config":               p.T("server.cli.config"),
		"lang":                 p.T("cli.lang"),
		"data":                 p.T("server.cli.data"),
		"database":             p.T("server.cli.database"),
		"database_connections": p.T("server.cli.database_connections"),
		"no_listen":            p.T("server.cli.no_listen"),
		"epoch":                p.T("server.cli.epoch"),
		"epoch_renew":          p.T("server.cli.epoch_renew"),
		"serve":                p.T("server.cli.serve"),
		"migrate":              p.T("server.cli.migrate"),
		"backup":               p.T("server.cli.backup"),
		"backup_to":            p.T("server.cli.backup_to"),
		"restore":              p.T("server.cli.restore"),
		"restore_from":         p.T("server.cli.restore_from"),
		"provider":             p.T("server.cli.provider"),
		"provider_add":         p.T("server.cli.provider_add"),
		"provider_invite":      p.T("server.cli.provider_invite"),
		"provider_list":        p.T("server.cli.provider_list"),
		"slug":                 p.T("server.cli.slug"),
		"name":                 p.T("server.cli.name"),
		"primary_email":        p.T("server.cli.primary_email"),
		"language":             p.T("server.cli.language"),
		"time_zone":            p.T("server.cli.time_zone"),
		"version":              p.T("cli.version"),
		"listen":               p.T("server.cli.listen"),
		"demo":                 p.T("server.cli.demo"),
		"tls_cert":             p.T("server.cli.tls_cert"),
		"tls_key":              p.T("server.cli.tls_key"),
		"tls_own":              p.T("server.cli.tls_own"),
		"key_file":             p.T("server.cli.key_file"),
		"smtp":                 p.T("server.cli.smtp"),
		"smtp_user":            p.T("server.cli.smtp_user"),
		"smtp_password":        p.T("server.cli.smtp_password"),
		"smtp_tls":             p.T("server.cli.smtp_tls"),
		"smtp_ca":              p.T("server.cli.smtp_ca"),
		"mail_from":            p.T("server.cli.mail_from"),
		"public_url":           p.T("server.cli.public_url"),
		"trust_proxy":          p.T("server.cli.trust_proxy"),
		"probe_loopback":       p.T("appserver.flag_loopback"),
		"metrics_from":         p.T("server.cli.metrics_from"),
		"log_format":           p.T("server.cli.log_format"),
		"log_level":            p.T("server.cli.log_level"),
		"stop_stdin":           p.T("server.cli.stop_with_stdin"),
		"file":                 p.T("server.cli.placeholder_file"),
		"folder":               p.T("server.cli.placeholder_folder"),
		"address":              p.T("server.cli.placeholder_address"),
		"text":                 p.T("server.cli.placeholder_text"),
	}
}
