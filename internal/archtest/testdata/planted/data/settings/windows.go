//go:build windows && !ignore

package settings

import "github.com/mattn/go-sqlite3" // want one-door-to-sqlite
