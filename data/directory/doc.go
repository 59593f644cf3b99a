// Package directory is what a federation knows of its people and numbers, and the search in it.
//
// Rows travel and rest as JSON objects that the protocol does not look into (wire.DirectoryRow); this package gives them their
// fields, and builds from them an index that answers while people type. The index is the same on a desktop and on the server:
// neither's database compares, folds or sorts a text, so that both give the same answers in the same order.
//
// An Index never changes. It is built from the rows of one generation, saved beside them, and replaced with them; any number of
// goroutines may search in it.
package directory
