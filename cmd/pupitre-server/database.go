package main

import (
	"pupitre/data/fault"
	"pupitre/data/store"
)

type migrateCmd struct{ solePlace }

// Run brings the database to this program's version, and makes it when it is missing.
func (c *migrateCmd) Run(a *app) error {
	const op = "main.migrate"
	st, err := c.open(a.ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := st.Close(); err != nil {
		return fault.Wrap(op, err)
	}
	return a.println(a.p.T("server.cli.migrated", "Path", c.place()))
}

type backupCmd struct {
	solePlace
	To string `help:"${backup_to}" required:"" type:"path" placeholder:"${file}"`
}

// Run copies the database; the server may be running.
func (c *backupCmd) Run(a *app) error {
	const op = "main.backup"
	st, err := c.open(a.ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	defer func() { _ = st.Close() }() // nothing was written here
	if err := st.Backup(a.ctx, c.To); err != nil {
		return fault.Wrap(op, err)
	}
	return a.println(a.p.T("server.cli.backed_up", "Path", c.To))
}

type restoreCmd struct {
	solePlace
	From string `help:"${restore_from}" required:"" type:"path" placeholder:"${file}"`
}

// Run puts a backup in the place of the database; the server must be stopped.
func (c *restoreCmd) Run(a *app) error {
	report, err := store.Restore(a.ctx, c.From, c.options())
	if err != nil {
		return fault.Wrap("main.restore", err)
	}
	if report.Replaced != "" {
		a.say(a.p.T("server.cli.replaced", "Path", report.Replaced))
	}
	return a.println(a.p.T("server.cli.restored", "Path", c.place()))
}

type epochCmd struct {
	Renew epochRenewCmd `cmd:"" help:"${epoch_renew}"`
}

type epochRenewCmd struct{ solePlace }

// Run begins a new history of every space, after a standby that may lack commits took over. Servers may be running.
func (c *epochRenewCmd) Run(a *app) error {
	const op = "main.epochRenew"
	st, err := c.open(a.ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	defer func() { _ = st.Close() }() // what was written is on disk
	n, err := st.RenewEpochs(a.ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	return a.println(a.p.N("server.cli.epochs_renewed", n))
}
