//go:build !sqlite_fts5

package store

// Full-text search is part of the store. Without the build tag SQLite would be compiled without it and fail much later, in
// front of a person; so the compiler says it now.
var _ = build_with_the_tag_sqlite_fts5_as_the_Makefile_does
