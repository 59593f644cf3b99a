package settings

import (
	"encoding/json"
	"net/netip"
	"slices"
	"strings"
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// The application servers, and the order in which they serve.
const (
	EntityAppServers = "appservers"
	FieldOrder       = "order"    // ids; the first is the master, the others are slaves in their order
	FieldFailover    = "failover" // group, see Failover
	kindAppServer    = "appserver"
)

// DefaultServerPort is the port of a server whose address has none.
const DefaultServerPort = 443

// Limits of the application servers.
const (
	MaxAppServers = 20   // of a provider: each is probed every few seconds
	MinHold       = 5    // seconds before a switch or a return, at least …
	MaxHold       = 3600 // … and at most
)

// AppServerEntity is the entity of an application server.
func AppServerEntity(id string) string { return kindAppServer + ":" + id }

// IPPort is the group of a server's address. JSON has the canonical literal of the address.
type IPPort struct {
	IP   netip.Addr
	Port uint16 // DefaultServerPort when left out
}

type ipPortJSON struct {
	IP   string `json:"ip"`
	Port uint16 `json:"port,omitempty"` // left out when it is the usual one: one address has one spelling
}

// Value is the stored form of the group.
func (a IPPort) Value() wire.Value {
	out := ipPortJSON{Port: a.Port}
	if a.IP.IsValid() {
		out.IP = a.IP.String()
	}
	if a.Port == DefaultServerPort {
		out.Port = 0
	}
	return group(out)
}

// String is the address to connect to: "203.0.113.7:443", "[2001:db8::7]:443".
func (a IPPort) String() string { return netip.AddrPortFrom(a.IP, a.Port).String() }

// ParseIPPort reads the two parts of an address as people type them; without a port it is DefaultServerPort. Refusals: those
// of ParseIP and ParsePort.
func ParseIPPort(ip, port string) (IPPort, error) {
	const op = "settings.ParseIPPort"
	addr, err := ParseIP(ip)
	if err != nil {
		return IPPort{}, fault.Wrap(op, err)
	}
	n, err := ParsePort(port)
	if err != nil {
		return IPPort{}, fault.Wrap(op, err)
	}
	if n == 0 {
		n = DefaultServerPort
	}
	return IPPort{IP: addr, Port: n}, nil
}

func readIPPort(v wire.Value) (IPPort, error) {
	var raw ipPortJSON
	if err := readGroup(v, &raw); err != nil {
		return IPPort{}, err
	}
	ip, err := ParseIP(raw.IP)
	if err != nil {
		return IPPort{}, err
	}
	out := IPPort{IP: ip, Port: raw.Port}
	if out.Port == 0 {
		out.Port = DefaultServerPort
	}
	return out, nil
}

func checkIPPort(v wire.Value) error {
	a, err := readIPPort(v)
	if err != nil {
		return err
	}
	if string(a.Value()) != string(v) {
		return unreadable("settings.checkIPPort")
	}
	return nil
}

// AppServer is one application server.
type AppServer struct {
	ID      string
	Name    string
	Address IPPort
}

// AppServerFrom reads the stored fields; an address that cannot be read is the zero address.
func AppServerFrom(id string, fields map[string]wire.Value) AppServer {
	address, err := readIPPort(fields[FieldAddress])
	if err != nil {
		address = IPPort{}
	}
	return AppServer{ID: id, Name: String(fields[FieldName]), Address: address}
}

// Fields gives the stored form, by field.
func (s AppServer) Fields() map[string]wire.Value {
	return map[string]wire.Value{FieldName: Text(s.Name), FieldAddress: s.Address.Value()}
}

// Failover says when another server takes over.
type Failover struct {
	Enabled   bool `json:"enabled"`
	DownAfter int  `json:"down_after_s"` // seconds of failed probes before a server counts as down
	UpAfter   int  `json:"up_after_s"`   // seconds of good probes before it serves again
}

// DefaultFailover is that of a new provider.
func DefaultFailover() Failover { return Failover{Enabled: true, DownAfter: 30, UpAfter: 120} }

// Value is the stored form of the group.
func (f Failover) Value() wire.Value { return group(f) }

// Down is DownAfter as a duration.
func (f Failover) Down() time.Duration { return time.Duration(f.DownAfter) * time.Second }

// Up is UpAfter as a duration.
func (f Failover) Up() time.Duration { return time.Duration(f.UpAfter) * time.Second }

// CheckHold refuses a delay outside MinHold to MaxHold seconds: settings.failover_range.
func CheckHold(seconds int) error {
	if seconds < MinHold || seconds > MaxHold {
		return fault.New(fault.Invalid, "settings.CheckHold", "settings.failover_range", "Min", MinHold, "Max", MaxHold)
	}
	return nil
}

func checkFailover(v wire.Value) error {
	var f Failover
	if err := readGroup(v, &f); err != nil {
		return err
	}
	if string(f.Value()) != string(v) {
		return unreadable("settings.checkFailover") // a part was left out
	}
	if err := CheckHold(f.DownAfter); err != nil {
		return err
	}
	return CheckHold(f.UpAfter)
}

// AppServers is how the servers stand to each other.
type AppServers struct {
	Order    []string // ids as stored: some may be unknown, servers may be missing; see Values.AppServers
	Failover Failover
}

// AppServersFrom reads the stored fields; what is missing has its default.
func AppServersFrom(fields map[string]wire.Value) AppServers {
	out := AppServers{Failover: DefaultFailover()}
	if json.Unmarshal(fields[FieldOrder], &out.Order) != nil {
		out.Order = nil
	}
	var f Failover
	if readGroup(fields[FieldFailover], &f) == nil {
		out.Failover = f
	}
	return out
}

// Fields gives the stored form, by field.
func (a AppServers) Fields() map[string]wire.Value {
	return map[string]wire.Value{FieldOrder: OrderValue(a.Order), FieldFailover: a.Failover.Value()}
}

// OrderValue is the stored form of an order.
func OrderValue(ids []string) wire.Value {
	if ids == nil {
		ids = []string{}
	}
	return group(ids)
}

func checkOrder(v wire.Value) error {
	const op = "settings.checkOrder"
	var ids []string
	if isNull(v) || json.Unmarshal(v, &ids) != nil || len(ids) > 2*MaxAppServers {
		return unreadable(op)
	}
	seen := map[string]bool{}
	for _, id := range ids {
		if !isID(id) || seen[id] {
			return unreadable(op)
		}
		seen[id] = true
	}
	return nil
}

// inOrder puts servers in the order of the ids; unknown ids are skipped, servers that are missing stand at the end by id.
func inOrder(servers []AppServer, ids []string) []AppServer {
	place := func(s AppServer) int {
		if i := slices.Index(ids, s.ID); i >= 0 {
			return i
		}
		return len(ids)
	}
	out := slices.Clone(servers)
	slices.SortFunc(out, func(a, b AppServer) int {
		if d := place(a) - place(b); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out
}
