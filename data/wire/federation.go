package wire

import "time"

// FederationState is a federation as its administrators and those who build it see it.
type FederationState struct {
	Federation
	Generation int64           `json:"generation"`       // of its directory, 0 for none
	Size       int64           `json:"size"`             // rows of it
	Undo       *FederationUndo `json:"undo,omitempty"`   // the last change, when it can be taken back
	Import     string          `json:"import,omitempty"` // id of the import under way
}

// FederationUndo is a change of a whole directory that can be taken back.
type FederationUndo struct {
	Change DirectoryChange `json:"change"`
	At     time.Time       `json:"at"`
	By     string          `json:"by"` // name of the person, "" when it is not known any more
}

// DirectoryChange says why a directory has another generation.
type DirectoryChange string

// The changes.
const (
	ChangeLoad     DirectoryChange = "load"     // by the operator
	ChangeAccounts DirectoryChange = "accounts" // came into the federation
	ChangeImport   DirectoryChange = "import"
	ChangePlan     DirectoryChange = "plan" // of extensions
	ChangeUndo     DirectoryChange = "undo"
)

// SearchQuery asks for answers of a directory; see directory.Query. As a request it is a query string: category, text, sort,
// down=1, offset, limit, counts=1, and filter.<column> as often as there are values.
type SearchQuery struct {
	Category string
	Text     string
	Filters  map[string][]string
	Sort     string
	Down     bool
	Offset   int
	Limit    int  // at most MaxAnswers, 0 for DefaultAnswers
	Counts   bool // of categories and filter values too
}

// Limits of a search.
const (
	MaxAnswers     = 500
	DefaultAnswers = 50
	MaxOffset      = 1 << 30
)

// SearchPage is a page of answers, in their order.
type SearchPage struct {
	Generation int64          `json:"generation"`
	Total      int            `json:"total"`
	Rows       []DirectoryRow `json:"rows"`
	Counts     *SearchCounts  `json:"counts,omitempty"`
}

// SearchCounts are the answers of each category, and those that each value of a filter would leave.
type SearchCounts struct {
	Categories map[string]int           `json:"categories"`
	Filters    map[string][]SearchTally `json:"filters"`
}

// SearchTally is a filter's value.
type SearchTally struct {
	ID      string `json:"id"`
	Name    string `json:"name,omitempty"`
	Account string `json:"account,omitempty"`
	Chosen  bool   `json:"chosen,omitempty"`
	Count   int    `json:"count"`
}

// Accounts are the accounts of a federation, by name.
type Accounts struct {
	Generation int64           `json:"generation"`
	Active     bool            `json:"active"` // the portal
	Accounts   []AccountReport `json:"accounts"`
}

// AccountReport is what is known of an account.
type AccountReport struct {
	ID            string         `json:"id"`
	Name          string         `json:"name"`                    // tells it from the others of the federation
	Phone         string         `json:"phone,omitempty"`         // main number, E.164
	Administrator string         `json:"administrator,omitempty"` // name
	Added         string         `json:"added,omitempty"`         // date on which it came into the federation, ISO 8601
	Counts        map[string]int `json:"counts"`                  // entries by kind
	Extensions    int            `json:"extensions"`
	Duplicates    int            `json:"duplicates"` // extensions that another account has too
}

// PortalUser is somebody chosen for the portal: an entry of the directory, or a person of the provider.
type PortalUser struct {
	Entry  string `json:"entry,omitempty"`  // id of a user of the directory …
	Person string `json:"person,omitempty"` // … or id of a person
	Email  string `json:"email,omitempty"`  // of an entry that has none
}

// Administrator is somebody with access to a federation's portal.
type Administrator struct {
	Person  string      `json:"person"`
	Entry   string      `json:"entry,omitempty"`   // id of the user of the directory, when they were chosen there
	Account string      `json:"account,omitempty"` // id of that user's account
	Name    string      `json:"name"`
	Email   string      `json:"email"`
	Access  string      `json:"access"`
	State   PersonState `json:"state"`
	Since   time.Time   `json:"since"`
}

// Administrators lists them by name.
type Administrators struct {
	Administrators []Administrator `json:"administrators"`
}

// AddAdministrators gives several people the same access; all or none.
type AddAdministrators struct {
	Access string       `json:"access"`
	Users  []PortalUser `json:"users"` // at most MaxAddedAdministrators
}

// MaxAddedAdministrators is the most people that are given access at once.
const MaxAddedAdministrators = 50

// AddedAdministrators tells of each one whether there was an invitation, in the order of AddAdministrators.Users.
type AddedAdministrators struct {
	Added []Invited `json:"added"`
}

// EditAccess gives an administrator of the portal another access.
type EditAccess struct {
	Access string `json:"access"`
}

// BuildFederation founds a federation with its accounts.
type BuildFederation struct {
	Name     string         `json:"name"`
	Accounts []BuildAccount `json:"accounts"` // at most MaxBuildAccounts
}

// MaxBuildAccounts is the most accounts that come into a federation at once.
const MaxBuildAccounts = 500

// BuildAccount is an account to come into a federation.
type BuildAccount struct {
	Name          string `json:"name"` // tells it from the others of the federation
	Phone         string `json:"phone"`
	Administrator string `json:"administrator"`
}

// AddAccounts brings accounts into a federation that is there.
type AddAccounts struct {
	Accounts []BuildAccount `json:"accounts"`
}

// ApplyPlan renumbers extensions. The server makes the plan again and refuses one that differs.
type ApplyPlan struct {
	Generation int64  `json:"generation"` // of the directory that the plan was made on
	MaxDigits  int    `json:"max_digits"` // of a new extension, 0 for the plan's own
	Digest     string `json:"digest"`     // of the plan, as Plan.Digest gives it
}

// ImportState says how far an import is.
type ImportState string

// The states of an import.
const (
	ImportRunning   ImportState = "running"
	ImportReady     ImportState = "ready" // nothing has changed yet: accept it or cancel it
	ImportFailed    ImportState = "failed"
	ImportCancelled ImportState = "cancelled"
	ImportAccepted  ImportState = "accepted"
)

// ImportOptions say how a file is read. Columns are the fields of its columns, in their order, "" for one that is left out;
// see sheet.Field.
type ImportOptions struct {
	Columns []string `json:"columns"`
	Account string   `json:"account,omitempty"` // id of the account of rows that name none
	Kind    string   `json:"kind,omitempty"`    // of rows that name none
	Replace bool     `json:"replace,omitempty"` // entries that are not in the file go; accounts stay

	// How the file is written; "" to find out.
	Separator string         `json:"separator,omitempty"` // one of ImportSeparators
	Encoding  ImportEncoding `json:"encoding,omitempty"`
}

// ImportSeparators are the characters that may stand between the columns of a file.
const ImportSeparators = ";,\t|"

// ImportEncoding is how the characters of a file are written.
type ImportEncoding string

// The encodings.
const (
	ImportUTF8        ImportEncoding = "utf-8"
	ImportWindows1252 ImportEncoding = "windows-1252"
)

// ImportStage is what is done while an import runs, one after the other.
type ImportStage string

// The stages.
const (
	StageCopying  ImportStage = "copying"  // the entries that are there
	StageChecking ImportStage = "checking" // the lines of the file, against each other
	StageWriting  ImportStage = "writing"  // what they do
)

// Import is a file that is read into a directory.
type Import struct {
	ID      string      `json:"id"`
	State   ImportState `json:"state"`
	Stage   ImportStage `json:"stage,omitempty"`
	Done    int64       `json:"done"`  // of Total, in the stage
	Total   int64       `json:"total"` // entries that are copied, or lines that are read
	Lines   int64       `json:"lines"` // of the file
	Created int         `json:"created"`
	Updated int         `json:"updated"`
	Same    int         `json:"unchanged"`
	Gone    int         `json:"gone"`    // entries that are not in the file, when it replaces
	Refused int         `json:"refused"` // ImportProblems has each of them
	// Reserved counts the extensions that the file gives and that nobody can dial: they stand in the way of 911 and the like.
	Reserved int `json:"reserved,omitempty"`
	// By is the name of who began it, "" when it is not known any more.
	By      string         `json:"by,omitempty"`
	Samples []ImportSample `json:"samples,omitempty"` // the first entries that are created or updated
	Failure *Problem       `json:"failure,omitempty"`
}

// ImportProblems are lines that are refused, in the order of the file.
type ImportProblems struct {
	Problems []ImportProblem `json:"problems"` // at most MaxImportProblems
}

// ImportProblem is why a line is refused: a sentence of the catalogue for each reason.
type ImportProblem struct {
	Line    int64          `json:"line"`
	Text    string         `json:"text"` // its beginning
	Reasons []ImportReason `json:"reasons"`
}

// ImportReason is one of them.
type ImportReason struct {
	Field string         `json:"field,omitempty"` // "" for the whole line
	Key   string         `json:"key"`
	Args  map[string]any `json:"args,omitempty"`
}

// ImportSample is what becomes of a line.
type ImportSample struct {
	Line    int64  `json:"line"`
	Created bool   `json:"created"`
	Kind    string `json:"kind"`
	Name    string `json:"name"`
	// Of an entry that is updated: what it was called before, when that was another name, and the fields that change, as
	// sheet.Fields has them.
	Was    string   `json:"was,omitempty"`
	Fields []string `json:"fields,omitempty"`
}

// Updates is the sample of an entry that was called so, and the fields of it that change.
func (s ImportSample) Updates(was string, fields []string) ImportSample {
	if s.Fields = fields; was != s.Name && s.Name != "" {
		s.Was = was
	}
	if s.Name == "" { // the file does not name it
		s.Name = was
	}
	return s
}

// Limits of an import.
const (
	MaxImportProblems = 500 // at once
	MaxImportSamples  = 50
	MaxImportBytes    = 1 << 30
)
