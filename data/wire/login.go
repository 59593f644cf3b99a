package wire

// The codes of a Problem at sign-in that ask for a second factor. The password was right.
const (
	CodeTOTPRequired = "totp_required" // 401: sign in again with SignIn.TOTP
	CodeTOTPEnrol    = "totp_enrol"    // 401: set the factor of Problem.TOTP up, then sign in with a code of it
)

// Forgot asks for a code to choose a new password with. Whether somebody has the address is never told.
type Forgot struct {
	Email    string `json:"email"`
	Language string `json:"language"` // that the letter begins with: "fr" or "en"
}

// Reset chooses a new password with the code of the letter.
type Reset struct {
	Email    string `json:"email"`
	Code     string `json:"code"` // in any case, with or without separators
	Password string `json:"password"`
}

// TOTPState is a person's second factor (RFC 6238).
type TOTPState struct {
	Enabled      bool `json:"enabled"`
	Required     bool `json:"required"`      // by a provider of which the person is the primary administrator
	RecoveryLeft int  `json:"recovery_left"` // recovery codes that were not used
}

// TOTPSecret is what an authenticator program needs. URI is the form to show as a QR code (otpauth://…).
type TOTPSecret struct {
	Secret string `json:"secret"` // base32, to be typed
	URI    string `json:"uri"`
}

// TOTPConfirm shows that the authenticator program gives the right codes.
type TOTPConfirm struct {
	Code string `json:"code"`
}

// TOTPRecovery are codes to write down: each serves once in the place of one of the program.
type TOTPRecovery struct {
	Codes []string `json:"codes"`
}
