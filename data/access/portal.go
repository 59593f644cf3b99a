package access

// Portal is a person's access to the Enterprise Portal of one federation, beside their role with the provider.
type Portal string

// The accesses. Each may do what the one before may.
const (
	NoPortal             Portal = ""
	EnterpriseAdmin      Portal = "enterprise_admin"       // enters, searches, sees the accounts
	EnterpriseSuperAdmin Portal = "enterprise_super_admin" // manages the portal's administrators too
)

// Known tells whether the access is one that can be given.
func (p Portal) Known() bool { return p == EnterpriseAdmin || p == EnterpriseSuperAdmin }

// MayEnterPortal tells whether a person may enter the portal of a federation whose access they have.
func MayEnterPortal(r Role, p Portal) bool { return p.Known() && May(r, EnterPortal) == All }

// MayManagePortal tells whether a person may add, change and remove the portal's administrators.
func MayManagePortal(r Role, p Portal) bool {
	return p == EnterpriseSuperAdmin && May(r, ManagePortal) == All
}

// MaySeeAccounts tells whether a person is shown the accounts of a federation and their reports: whoever may enter its
// portal, and those without whom there would be none, who build federations and activate portals.
func MaySeeAccounts(r Role, p Portal) bool {
	return MayEnterPortal(r, p) || May(r, BuildFederation) == All || May(r, ActivatePortal) == All
}
