package store

import "github.com/mattn/go-sqlite3"
