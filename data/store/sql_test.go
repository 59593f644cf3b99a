package store

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sqliteOnly are the files that may use what only SQLite has.
var sqliteOnly = []string{"sqlite.go", "inspect.go", "backup.go", "remains.go", "portable.go"}

// isPostgresOnly tells the files that may use what only PostgreSQL has.
func isPostgresOnly(file string) bool { return strings.HasPrefix(file, "postgres") }

var (
	statement   = regexp.MustCompile(`(?i)^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|REPLACE|CREATE|VACUUM)\s`)
	placeholder = regexp.MustCompile(`\$(\d+)`)
	unportable  = regexp.MustCompile(`(?i)\browid\b|\bstrftime\b|\bdatetime\(|\bifnull\(|\binsert or\b|\breplace into\b|\bjson_|` +
		`\bglob\b|last_insert_rowid|\bpragma\b|sqlite_|\bchanges\(|group_concat|\biif\(|\bprintf\(|\bindexed by\b|\?`)
	growOnly = regexp.MustCompile(`(?i)\b(update|delete from)\s+(history|mutation)\b|into (history|mutation)\b.*\bon conflict`)
)

// text is a string of the sources that looks like SQL.
type text struct {
	file string
	pos  token.Position
	sql  string
}

// sources parses the package without its tests.
func sources(t *testing.T) (*token.FileSet, map[string]*ast.File) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset, files := token.NewFileSet(), map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if files[name], err = parser.ParseFile(fset, name, nil, 0); err != nil {
			t.Fatal(err)
		}
	}
	return fset, files
}

// texts collects the SQL of the package, and fails when there is suspiciously little.
func texts(t *testing.T) []text {
	t.Helper()
	fset, files := sources(t)
	var out []text
	for name, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			s, err := strconv.Unquote(lit.Value)
			if err == nil && statement.MatchString(s) {
				out = append(out, text{file: name, pos: fset.Position(lit.Pos()), sql: s})
			}
			return true
		})
	}
	if len(out) < 40 {
		t.Fatalf("only %d SQL texts found: the test does not look where they are", len(out))
	}
	return out
}

// misordered tells whether the placeholders do not first appear as $1, $2, $3 … SQLite numbers them in the order in which
// it meets them and binds by that number, so that "a = $2 WHERE b = $1" silently swaps its two values.
func misordered(sql string) bool {
	next := 1
	for _, m := range placeholder.FindAllStringSubmatch(sql, -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil || n > next {
			return true
		}
		if n == next {
			next++
		}
	}
	return false
}

func TestMisordered(t *testing.T) {
	for sql, want := range map[string]bool{
		"SELECT 1": false,
		"UPDATE t SET a = $1 WHERE b = $2 AND c = $1":             false,
		"UPDATE t SET a = $2 WHERE b = $1":                        true,
		"SELECT a FROM t WHERE b = $1 AND c = $3":                 true,
		"SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $2": false,
	} {
		if got := misordered(sql); got != want {
			t.Errorf("misordered(%q) = %v", sql, got)
		}
	}
}

// TestTheTrapIsReal shows what misordered guards against, with the driver in use.
func TestTheTrapIsReal(t *testing.T) {
	var a, b string
	db := newDesktop(t).db.readers
	err := db.QueryRowContext(context.Background(), "SELECT $2, $1", "one", "two").Scan(&a, &b)
	if err != nil {
		t.Fatal(err)
	}
	if a == "two" && b == "one" {
		t.Error("the driver binds by number now: misordered is needed no more")
	}
}

func TestPlaceholdersAscend(t *testing.T) {
	for _, x := range texts(t) {
		if misordered(x.sql) {
			t.Errorf("%s: placeholders must first appear in ascending order: %s", x.pos, x.sql)
		}
	}
}

func TestSQLIsPortable(t *testing.T) {
	for _, x := range texts(t) {
		if found := unportable.FindString(x.sql); found != "" && !slices.Contains(sqliteOnly, x.file) && !isPostgresOnly(x.file) {
			t.Errorf("%s: %q is SQLite's alone: %s", x.pos, found, x.sql)
		}
	}
	err := fs.WalkDir(migrations, serverKind.folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := migrations.ReadFile(path)
		if found := unportable.FindString(string(b)); found != "" {
			t.Errorf("%s: %q is SQLite's alone", path, found)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestHistoryAndLedgerOnlyGrow(t *testing.T) {
	if !growOnly.MatchString("DELETE FROM history WHERE 1") || !growOnly.MatchString("INSERT INTO mutation (a) VALUES (1) ON CONFLICT DO NOTHING") {
		t.Fatal("the pattern does not find what it should")
	}
	for _, x := range texts(t) {
		if growOnly.MatchString(x.sql) {
			t.Errorf("%s: history and ledger only grow: %s", x.pos, x.sql)
		}
	}
}

// TestSQLIsValid prepares every text on the schemas: the server's on both databases.
func TestSQLIsValid(t *testing.T) {
	ctx := context.Background()
	server, desktop, postgres := newServer(t).db.writer, newDesktop(t).db.writer, newPostgres(t).db.writer
	directory := newDirectory(t).db.writer
	for _, x := range texts(t) {
		if strings.Contains(x.sql, "%") {
			continue // the name of a table: see kind.version
		}
		onPostgres, postgresErr := postgres.PrepareContext(ctx, x.sql)
		if postgresErr == nil {
			closeOK(t, onPostgres)
		}
		if isPostgresOnly(x.file) {
			if postgresErr != nil {
				t.Errorf("%s: %v: %s", x.pos, postgresErr, x.sql)
			}
			continue
		}
		onServer, serverErr := server.PrepareContext(ctx, x.sql)
		if serverErr == nil {
			closeOK(t, onServer)
			if postgresErr != nil && !slices.Contains(sqliteOnly, x.file) {
				t.Errorf("%s: on SQLite, but not on PostgreSQL (%v): %s", x.pos, postgresErr, x.sql)
			}
			continue
		}
		onDesktop, desktopErr := desktop.PrepareContext(ctx, x.sql)
		if desktopErr != nil {
			onDirectory, directoryErr := directory.PrepareContext(ctx, x.sql)
			if directoryErr != nil {
				t.Errorf("%s: neither on the server (%v), nor on a desktop (%v), nor in a directory (%v): %s",
					x.pos, serverErr, desktopErr, directoryErr, x.sql)
				continue
			}
			closeOK(t, onDirectory)
			continue
		}
		closeOK(t, onDesktop)
	}
}

// queryArg is the position of the query in the calls that run one.
var queryArg = map[string]int{"exec": 1, "execOne": 1, "row": 1, "rows": 1, "list": 3}

// TestSQLIsNeverBuilt makes sure that the tests above see every text: a query is a name or a literal.
func TestSQLIsNeverBuilt(t *testing.T) {
	fset, files := sources(t)
	calls := 0
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			arg, ok := queryArg[calledName(call)]
			if !ok || len(call.Args) <= arg {
				return true
			}
			calls++
			switch call.Args[arg].(type) {
			case *ast.Ident, *ast.BasicLit:
			default:
				t.Errorf("%s: the query must be a constant", fset.Position(call.Args[arg].Pos()))
			}
			return true
		})
	}
	if calls < 30 {
		t.Errorf("only %d calls found: the test does not look where they are", calls)
	}
}

func calledName(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}
