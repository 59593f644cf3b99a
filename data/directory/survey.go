package directory

import "strings"

// Report is what is known of an account.
type Report struct {
	Account    Entry
	Counts     map[Kind]int // entries by kind
	Extensions int
	Duplicates int // extensions that another account has too
}

// Survey counts the entries of a directory by account. It keeps a few bytes for each extension.
type Survey struct {
	accounts   map[string]*surveyed
	extensions map[string]*held
}

type surveyed struct {
	report Report
	named  bool
}

// held is an extension: the accounts that have it. Most have one.
type held struct {
	first  *surveyed
	others []*surveyed
}

// NewSurvey begins a survey.
func NewSurvey() *Survey {
	return &Survey{accounts: map[string]*surveyed{}, extensions: map[string]*held{}}
}

// Add counts an entry.
func (s *Survey) Add(e Entry) {
	if e.Kind == Account {
		a := s.account(e.ID)
		a.report.Account, a.named = e, true
		return
	}
	a := s.account(e.Account)
	a.report.Counts[e.Kind]++
	if e.Extension == "" {
		return
	}
	a.report.Extensions++
	h := s.extensions[e.Extension]
	switch {
	case h == nil:
		s.extensions[strings.Clone(e.Extension)] = &held{first: a}
	case h.first != a:
		h.others = append(h.others, a)
	}
}

func (s *Survey) account(id string) *surveyed {
	a := s.accounts[id]
	if a == nil {
		a = &surveyed{report: Report{Account: Entry{ID: id, Kind: Account}, Counts: map[Kind]int{}}}
		s.accounts[strings.Clone(id)] = a
	}
	return a
}

// Reports gives the accounts by name. Entries whose account is not there count for none.
func (s *Survey) Reports() []Report {
	for _, h := range s.extensions {
		if len(h.others) == 0 {
			continue
		}
		h.first.report.Duplicates++
		told := map[*surveyed]bool{h.first: true}
		for _, a := range h.others {
			if !told[a] {
				told[a] = true
				a.report.Duplicates++
			}
		}
	}
	s.extensions = map[string]*held{}
	var entries []Entry
	for _, a := range s.accounts {
		if a.named {
			entries = append(entries, a.report.Account)
		}
	}
	SortByName(entries)
	list := make([]Report, 0, len(entries))
	for _, e := range entries {
		list = append(list, s.accounts[e.ID].report)
	}
	return list
}
