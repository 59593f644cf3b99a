package pgtest

import (
	"fmt"
	"strings"
	"testing"
)

// OwnedDatabase is Database as an operator should make it: it belongs to a role that is no superuser, so that the walls
// between rows hold for whoever uses the address. admin is the address of a superuser.
func OwnedDatabase(t testing.TB) (address, admin string) {
	t.Helper()
	Database(t) // starts the instance
	shared.Lock()
	defer shared.Unlock()
	name := fmt.Sprintf("owned_%d", databases.Add(1))
	for _, s := range []string{
		`DO $$ BEGIN CREATE ROLE pupitre LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
		"CREATE DATABASE " + name + " TEMPLATE template0 OWNER pupitre",
	} {
		if err := common.SQL("postgres", s); err != nil {
			t.Fatal(err)
		}
	}
	admin = common.URL(name)
	return strings.Replace(admin, "postgres://postgres@", "postgres://pupitre@", 1), admin
}
