package access

// Action is something that a person may do or not, by their role. The names are stable: they are not shown.
type Action string

// The actions, a row of the table each.
const (
	ReadSettings         Action = "read_settings"
	EditSettings         Action = "edit_settings"
	ManageAdministrators Action = "manage_administrators" // add or remove delegates, transfer the primary
	BuildFederation      Action = "build_federation"      // and renumber extensions
	ActivatePortal       Action = "activate_portal"
	EnterPortal          Action = "enter_portal"  // people need the access Enterprise Admin as well
	ManagePortal         Action = "manage_portal" // people need the access Enterprise Super Admin as well
	ReadPeople           Action = "read_people"
	EditPeople           Action = "edit_people" // never administrators: see ManageAdministrators
	ReadResellers        Action = "read_resellers"
	EditResellers        Action = "edit_resellers"
	ReadTelephony        Action = "read_telephony"
	EditTelephony        Action = "edit_telephony"
	ReadHistory          Action = "read_history"
	ResolveConflicts     Action = "resolve_conflicts" // those on administrators: see ManageAdministrators
	ExportSettings       Action = "export_settings"
	ImportSettings       Action = "import_settings"
	EnrolKiosk           Action = "enrol_kiosk"
	ManageSessions       Action = "manage_sessions" // see and end sessions
	SearchDirectory      Action = "search_directory"
)

// Extent is how far a role may go with an action.
type Extent int

// The extents. Each is more than the one before.
const (
	No  Extent = iota
	Own        // only what is theirs: see the table
	All
)

// Some tells whether the role may do the action at all.
func (e Extent) Some() bool { return e != No }

// row is an action's extents by role.
type row struct{ primary, delegate, reseller, support, kiosk, subscriber Extent }

// table is that of "Who may do what" in the description of the product. What Own means:
//
//   - ReadSettings: a reseller's person, a subscriber and a kiosk read what is public (support contacts, branding, hours);
//   - EnterPortal: a kiosk searches business data, and does nothing else;
//   - ReadPeople, EditPeople, ReadResellers: the people of the person's own reseller; a lead edits its delegates;
//   - ReadHistory: the changes that the person made;
//   - ManageSessions: the sessions of the person.
var table = map[Action]row{
	ReadSettings:         {All, All, Own, All, Own, Own},
	EditSettings:         {All, All, No, No, No, No},
	ManageAdministrators: {All, No, No, No, No, No},
	BuildFederation:      {All, All, No, All, No, No},
	ActivatePortal:       {All, All, No, No, No, No},
	EnterPortal:          {All, All, All, All, Own, All},
	ManagePortal:         {All, All, All, All, No, All},
	ReadPeople:           {All, All, Own, All, No, No},
	EditPeople:           {All, All, Own, No, No, No},
	ReadResellers:        {All, All, Own, All, No, No},
	EditResellers:        {All, All, No, No, No, No},
	ReadTelephony:        {All, All, No, All, No, No},
	EditTelephony:        {All, All, No, No, No, No},
	ReadHistory:          {All, All, Own, All, No, No},
	ResolveConflicts:     {All, All, No, No, No, No},
	ExportSettings:       {All, All, No, All, No, No},
	ImportSettings:       {All, All, No, No, No, No},
	EnrolKiosk:           {All, All, No, No, No, No},
	ManageSessions:       {All, All, Own, Own, No, Own},
	SearchDirectory:      {All, All, All, All, All, All},
}

// May says how far a role may go with an action; No for a role or an action that is none of ours. The server asks it at
// each request and in each push; the desktop asks it in order not to offer what would be refused.
func May(r Role, a Action) Extent {
	row := table[a] // the zero one for an unknown action
	switch r {
	case Primary:
		return row.primary
	case Delegate:
		return row.delegate
	case Reseller:
		return row.reseller
	case Support:
		return row.support
	case Kiosk:
		return row.kiosk
	case Subscriber:
		return row.subscriber
	}
	return No
}

// MayBecome tells whether an active member may be given an administrator's role: delegates are chosen among the
// administrators and delegates of resellers, and the primary among these and the delegates of today, who were.
func MayBecome(is, to Role) bool {
	switch to {
	case Delegate:
		return is == Reseller
	case Primary:
		return is == Reseller || is == Delegate
	case Reseller, Support, Kiosk, Subscriber:
	}
	return false
}
