package settings

import (
	"pupitre/data/access"
	"pupitre/data/wire"
)

// memberRoles are those that can be given; a kiosk is enrolled instead.
var memberRoles = []access.Role{access.Primary, access.Delegate, access.Reseller, access.Support}

// mayChangeMember tells who may give and take roles: the primary administrator, but for their own, which is transferred by
// giving it to somebody else.
func mayChangeMember(m access.Member, entity, field string) string {
	switch {
	case field != wire.RoleField:
		return codeUnknownField
	case m.Role != access.Primary:
		return "lease.primary_only"
	case entity == wire.MemberEntity(m.Person):
		return "lease.primary_stays"
	}
	return ""
}

// checkRole validates a role as it is stored; null takes the person out.
func checkRole(field string, value wire.Value) string {
	if field != wire.RoleField {
		return codeUnknownField
	}
	if string(value) == "null" {
		return ""
	}
	for _, role := range memberRoles {
		if string(value) == string(Text(string(role))) {
			return ""
		}
	}
	return "lease.role_unknown"
}
