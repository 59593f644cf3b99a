//go:build linux

package main

import (
	"context"
	"errors"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"

	"pupitre/data/directory"
	"pupitre/data/wire"
)

// bleveVersion is the one in go.mod.
const bleveVersion = "2.5.7"

// bleveBatch is the number of documents that are indexed at once.
const bleveBatch = 2000

// bleveEntry is an entry as it is indexed there: folded words, so that both sides look for the same.
type bleveEntry struct {
	Words, Kind, Name, Phone, Extension, Email, Custom, Account, Site, Department, Location, NumberType, ExtensionType string
}

// bleveFields are the names of its fields by column.
var bleveFields = map[directory.Column]string{
	directory.ByName: "Name", directory.ByPhone: "Phone", directory.ByExtension: "Extension", directory.ByEmail: "Email",
	directory.ByCustom: "Custom", directory.ByAccount: "Account", directory.BySite: "Site", directory.ByDepartment: "Department",
	directory.ByLocation: "Location", directory.ByNumberType: "NumberType", directory.ByExtensionType: "ExtensionType",
}

// bleveAnswers measures the same queries with bleve: each word inside any word, the first page in the order of a column or of
// bleve's own score.
func bleveAnswers(ctx context.Context, path string, rows []wire.DirectoryRow, asked []directory.Query) (list []answer, err error) {
	m, err := bleveMapping()
	if err != nil {
		return nil, err
	}
	index, err := bleve.New(path, m)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	if err := fillBleve(index, rows); err != nil {
		return nil, err
	}
	for _, q := range asked {
		found, err := index.SearchInContext(ctx, bleveRequest(q))
		if err != nil {
			return nil, err
		}
		list = append(list, answer{ms(found.Took), int(found.Total)})
	}
	return list, nil
}

func bleveMapping() (mapping.IndexMapping, error) {
	words := bleve.NewTextFieldMapping()
	words.Analyzer, words.Store, words.IncludeInAll = "words", false, false
	word := bleve.NewTextFieldMapping()
	word.Analyzer, word.Store, word.IncludeInAll = keyword.Name, false, false
	entry := bleve.NewDocumentStaticMapping()
	entry.AddFieldMappingsAt("Words", words)
	entry.AddFieldMappingsAt("Kind", word)
	for _, field := range bleveFields {
		entry.AddFieldMappingsAt(field, word)
	}
	m := bleve.NewIndexMapping()
	m.DefaultMapping = entry
	return m, m.AddCustomAnalyzer("words", map[string]any{"type": custom.Name, "tokenizer": whitespace.Name})
}

func fillBleve(index bleve.Index, rows []wire.DirectoryRow) error {
	batch := index.NewBatch()
	for i, r := range rows {
		e, err := directory.Decode(r)
		if err != nil {
			return err
		}
		err = batch.Index(e.ID, bleveEntry{
			strings.Join(e.Words(), " "), string(e.Kind), directory.Fold(e.Name), e.Phone, e.Extension, e.Email, e.Custom,
			e.Account, e.Site, e.Department, e.Location, string(e.NumberType), string(e.ExtensionType),
		})
		if err != nil {
			return err
		}
		if batch.Size() == bleveBatch || i == len(rows)-1 {
			if err := index.Batch(batch); err != nil {
				return err
			}
			batch.Reset()
		}
	}
	return nil
}

func bleveRequest(q directory.Query) *bleve.SearchRequest {
	kind := query.NewTermQuery(string(q.Category))
	kind.SetField("Kind")
	all := []query.Query{kind}
	for _, w := range directory.Words(q.Text) {
		inside := query.NewWildcardQuery("*" + w + "*")
		inside.SetField("Words")
		all = append(all, inside)
	}
	for column, ids := range q.Filters {
		one := query.NewTermQuery(ids[0])
		one.SetField(bleveFields[column])
		all = append(all, one)
	}
	request := bleve.NewSearchRequestOptions(query.NewConjunctionQuery(all), pageSize, 0, false)
	if by := bleveFields[q.Sort]; by != "" {
		if q.Down {
			by = "-" + by
		}
		request.SortBy([]string{by})
	}
	return request
}
