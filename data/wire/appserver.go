package wire

import "time"

// ApplicationServer is the public answer of GET /p/{slug}/application-server: who serves now.
type ApplicationServer struct {
	Name    string    `json:"name"`
	Address string    `json:"address"` // literal, without brackets
	Port    uint16    `json:"port"`
	Role    string    `json:"role"` // AppServerMaster or AppServerSlave
	Since   time.Time `json:"since,omitzero"`
}

// The roles of application servers.
const (
	AppServerMaster = "master"
	AppServerSlave  = "slave"
)

// AppServerStatus is the health of one application server. Status is "up", "down", "failing" (up, and failing since
// Changing), "recovering" (down, and answering since Changing) or "unknown" (not probed yet).
type AppServerStatus struct {
	ID       string    `json:"id"`
	Status   string    `json:"status"`
	Since    time.Time `json:"since,omitzero"`     // of up or down
	Changing time.Time `json:"changing,omitzero"`  // see Status
	LastSeen time.Time `json:"last_seen,omitzero"` // last good probe
	Probed   time.Time `json:"probed,omitzero"`
	Latency  int       `json:"latency_ms"`        // of the last probe, -1 when it failed
	Reason   string    `json:"reason,omitempty"`  // of the last probe's failure: refused, timeout, unreachable, silent, ill, forbidden
	Speaks   string    `json:"speaks,omitempty"`  // "http", "https" or "" for TCP alone
	Samples  []int     `json:"samples,omitempty"` // milliseconds, the oldest first; -1 for a failed probe
	Serves   bool      `json:"serves"`            // serves now
	Master   bool      `json:"master"`
}

// The values of AppServerStatus.Status.
const (
	AppServerUp         = "up"
	AppServerDown       = "down"
	AppServerFailing    = "failing"
	AppServerRecovering = "recovering"
	AppServerUnknown    = "unknown"
)

// AppServerSwitch is a change of who serves. Cause is "first", "down", "back" or "changed".
type AppServerSwitch struct {
	At       time.Time `json:"at"`
	Cause    string    `json:"cause"`
	From     string    `json:"from,omitempty"` // id
	FromName string    `json:"from_name,omitempty"`
	To       string    `json:"to,omitempty"`
	ToName   string    `json:"to_name,omitempty"`
}

// AppServersHealth answers GET /v1/spaces/{space}/appservers/health: the servers in their order, the master first.
type AppServersHealth struct {
	At       time.Time         `json:"at"` // the server's clock now, to tell ages by
	Every    int               `json:"every_ms"`
	Servers  []AppServerStatus `json:"servers"`
	Serving  string            `json:"serving,omitempty"` // id
	Since    time.Time         `json:"since,omitzero"`    // of Serving
	NoneUp   bool              `json:"none_up,omitempty"` // Serving is who served last
	Switches []AppServerSwitch `json:"switches"`          // the newest first
}

// RehearseFailover asks what would happen if a server fell; POST /v1/spaces/{space}/appservers/rehearsal.
type RehearseFailover struct {
	Server string `json:"server,omitempty"` // id; empty for the one that serves now
}

// FailoverRehearsal says what would happen. Nothing was switched; every server was probed just before.
type FailoverRehearsal struct {
	Falls   string            `json:"falls"`            // id
	Changes bool              `json:"changes"`          // false: it does not serve now, nobody would notice
	Serves  string            `json:"serves,omitempty"` // id of who would serve; empty when nobody could
	Within  int               `json:"within_s"`         // seconds from the fall to the switch, at most
	Back    int               `json:"back_s"`           // seconds from the first good answer to the return, at most
	Enabled bool              `json:"enabled"`          // automatic fail-over is on
	Servers []AppServerStatus `json:"servers"`          // by the probes of the rehearsal
}
