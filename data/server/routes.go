package server

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// routes is the whole table. Patterns are those of net/http since Go 1.22. What the table does not know is answered by
// muxAnswers: a problem under /v1/, a page elsewhere.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()

	// for desktops: JSON
	mux.Handle("POST /v1/session", s.plain(s.signIn))
	mux.Handle("GET /v1/session", s.signedIn(s.showSession))
	mux.Handle("DELETE /v1/session", s.signedIn(s.signOut))
	mux.Handle("POST /v1/invites/accept", s.plain(s.acceptInvite))
	mux.Handle("POST /v1/spaces/{space}/push", compressed(s.signedIn(s.push)))
	mux.Handle("GET /v1/spaces/{space}/pull", compressed(s.signedIn(s.pull)))
	mux.Handle("POST /v1/session/confirm", s.signedIn(s.confirm))
	mux.Handle("GET /v1/session/totp", s.signedIn(s.showTOTP))
	mux.Handle("POST /v1/session/totp/begin", s.signedIn(s.beginTOTP))
	mux.Handle("POST /v1/session/totp/confirm", s.signedIn(s.confirmTOTP))
	mux.Handle("POST /v1/session/totp/recovery", s.signedIn(s.renewRecovery))
	mux.Handle("POST /v1/session/totp/disable", s.signedIn(s.disableTOTP))
	mux.Handle("POST /v1/password/forgot", s.plain(s.forgotPassword))
	mux.Handle("POST /v1/password/reset", s.plain(s.resetPassword))
	mux.Handle("GET /v1/spaces/{space}/history", compressed(s.signedIn(s.history)))
	mux.Handle("GET /v1/spaces/{space}/members", compressed(s.signedIn(s.members)))
	mux.Handle("POST /v1/spaces/{space}/people", s.signedIn(s.invitePerson))
	mux.Handle("PATCH /v1/spaces/{space}/people/{person}", s.signedIn(s.editPerson))
	mux.Handle("DELETE /v1/spaces/{space}/people/{person}", s.signedIn(s.removePerson))
	mux.Handle("POST /v1/spaces/{space}/people/{person}/invite", s.signedIn(s.inviteAgain))
	mux.Handle("POST /v1/spaces/{space}/people/{person}/deactivate", s.signedIn(s.deactivatePerson))
	mux.Handle("POST /v1/spaces/{space}/people/{person}/reactivate", s.signedIn(s.reactivatePerson))
	mux.Handle("POST /v1/spaces/{space}/administrators", s.signedIn(s.changeAdministrator))
	mux.Handle("GET /v1/spaces/{space}/sessions", compressed(s.signedIn(s.sessions)))
	mux.Handle("DELETE /v1/spaces/{space}/sessions/{session}", s.signedIn(s.endSession))
	mux.Handle("POST /v1/spaces/{space}/kiosks", s.signedIn(s.newKiosk))
	mux.Handle("POST /v1/kiosks/enrol", s.plain(s.enrolKiosk))
	mux.Handle("PUT /v1/session/name", s.signedIn(s.changeName))
	mux.Handle("PUT /v1/session/email", s.signedIn(s.changeEmail))
	mux.Handle("PUT /v1/session/password", s.signedIn(s.changePassword))
	mux.Handle("GET /v1/spaces/{space}/rows", s.signedIn(s.rows)) // packs by itself
	mux.Handle("POST /v1/spaces/{space}/presence", s.signedIn(s.presence))
	mux.Handle("GET /v1/spaces/{space}/appservers/health", compressed(s.signedIn(s.appServersHealth)))
	mux.Handle("POST /v1/spaces/{space}/appservers/rehearsal", compressed(s.signedIn(s.rehearseFailover)))
	mux.Handle("GET /v1/federations/{federation}", s.signedIn(s.federationState))
	mux.Handle("GET /v1/federations/{federation}/search", compressed(s.signedIn(s.search)))
	mux.Handle("GET /v1/federations/{federation}/accounts", compressed(s.signedIn(s.accounts)))
	mux.Handle("POST /v1/federations/{federation}/portal", s.signedIn(s.activatePortal))
	mux.Handle("GET /v1/federations/{federation}/administrators", compressed(s.signedIn(s.portalAdministrators)))
	mux.Handle("POST /v1/federations/{federation}/administrators", s.signedIn(s.addPortalAdministrators))
	mux.Handle("PATCH /v1/federations/{federation}/administrators/{person}", s.signedIn(s.editPortalAccess))
	mux.Handle("DELETE /v1/federations/{federation}/administrators/{person}", s.signedIn(s.removePortalAdministrator))
	mux.Handle("POST /v1/federations/{federation}/administrators/{person}/invite", s.signedIn(s.invitePortalAdministrator))
	mux.Handle("POST /v1/spaces/{space}/federations", s.signedIn(s.buildFederation))
	mux.Handle("POST /v1/federations/{federation}/accounts", s.signedIn(s.addAccounts))
	mux.Handle("POST /v1/federations/{federation}/plan", s.signedIn(s.applyPlan))
	mux.Handle("POST /v1/federations/{federation}/undo", s.signedIn(s.undo))
	mux.Handle("GET /v1/federations/{federation}/export", compressed(s.signedIn(s.exportDirectory)))
	mux.Handle("POST /v1/federations/{federation}/imports", s.signedIn(s.startImport))
	mux.Handle("GET /v1/federations/{federation}/imports/{import}", compressed(s.signedIn(s.showImport)))
	mux.Handle("GET /v1/federations/{federation}/imports/{import}/problems", compressed(s.signedIn(s.showImportProblems)))
	mux.Handle("DELETE /v1/federations/{federation}/imports/{import}", s.signedIn(s.cancelImport))
	mux.Handle("POST /v1/federations/{federation}/imports/{import}/accept", s.signedIn(s.acceptImport))
	mux.Handle("POST /v1/blobs/missing", compressed(s.signedIn(s.missingBlobs)))
	mux.Handle("PUT /v1/blobs/{sha256}", s.signedIn(s.putBlob))
	mux.Handle("GET /v1/blobs/{sha256}", s.signedIn(s.getBlob))
	mux.Handle("GET /v1/events", s.signedIn(s.events))

	// for everybody: pages
	mux.Handle("GET /p/{slug}", compressed(http.HandlerFunc(s.portalPage)))
	mux.Handle("GET /p/{slug}/application-server", http.HandlerFunc(s.applicationServer))
	mux.Handle("GET /p/{slug}/chat-status", http.HandlerFunc(s.chatStatus))
	mux.Handle("GET /p/{slug}/widget.js", compressed(http.HandlerFunc(s.chatWidget)))
	mux.Handle("GET /p/{slug}/branding", http.HandlerFunc(s.branding))
	mux.Handle("GET /p/{slug}/images/{sha256}", http.HandlerFunc(s.brandImage))
	mux.Handle("GET /p/{slug}/{rest...}", http.HandlerFunc(s.pageNotFound)) // kept for what comes under the portal
	mux.Handle("GET /assets/{file}", compressed(http.HandlerFunc(s.asset)))
	mux.Handle("GET /assets/colours/{file}", http.HandlerFunc(s.brandColours))

	// for the operator
	mux.Handle("GET /healthz", http.HandlerFunc(s.health))
	mux.Handle("GET /metrics", http.HandlerFunc(s.showMetrics))

	return s.observe(secure(s.muxAnswers(mux)))
}

// compressed packs answers above 1 KiB for clients that accept it; the event stream must not pass here.
func compressed(next http.Handler) http.Handler { return gzhttp.GzipHandler(next) }
