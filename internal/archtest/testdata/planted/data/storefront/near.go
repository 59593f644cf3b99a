package storefront

import "github.com/mattn/go-sqlite3" // want one-door-to-sqlite
