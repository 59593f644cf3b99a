package settings

import "pupitre/data/access"

// What a provider asks of those who sign in.
const (
	EntitySecurity   = "security"
	FieldTOTPPrimary = "totp_primary" // true or false: the primary administrator needs a second factor
)

// RequiresTOTP tells whether FieldTOTPPrimary is about the role.
func RequiresTOTP(r access.Role) bool { return r == access.Primary }
