package settings

import (
	"encoding/json"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// The telephony system: which provider of telephony is used, and those there are (page « PBX et lignes »).
const (
	EntityTelephony  = "telephony" // also the kind of "telephony:<uuid>"
	FieldDefault     = "default"   // of EntityTelephony: id of the telephony provider of new resellers, or null
	FieldAddress     = "address"   // group, see HostPort and IPPort
	FieldTransport   = "transport" // "udp", "tcp" or "tls"
	FieldNote        = "note"      // free text, null for none
	DefaultTransport = "udp"
)

// Transports of SIP (RFC 3261, 18), in the order in which they are offered.
var Transports = []string{"udp", "tcp", "tls"}

// TelephonyEntity is the entity of a telephony provider.
func TelephonyEntity(id string) string { return EntityTelephony + ":" + id }

// HostPort is the group of a telephony provider's address.
type HostPort struct {
	Host string `json:"host"`           // stored form of ParseHost
	Port uint16 `json:"port,omitempty"` // 0 for the transport's usual one: 5060, over TLS 5061 (RFC 3261, 19.1.2)
}

// Telephony is a telephony provider: what calls go out through.
type Telephony struct {
	ID        string
	Name      string
	Address   HostPort
	Transport string
	Phone     string // E.164, "" for none
	Note      string
}

// TelephonyFrom reads the stored fields; what is missing has its default.
func TelephonyFrom(id string, fields map[string]wire.Value) Telephony {
	t := Telephony{
		ID: id, Name: String(fields[FieldName]), Transport: String(fields[FieldTransport]),
		Phone: String(fields[FieldPhone]), Note: String(fields[FieldNote]),
	}
	if json.Unmarshal(fields[FieldAddress], &t.Address) != nil {
		t.Address = HostPort{}
	}
	if t.Transport == "" {
		t.Transport = DefaultTransport
	}
	return t
}

// Fields gives the stored form, by field.
func (t Telephony) Fields() map[string]wire.Value {
	return map[string]wire.Value{
		FieldName: Text(t.Name), FieldAddress: t.Address.Value(), FieldTransport: Text(t.Transport),
		FieldPhone: OptionalText(t.Phone), FieldNote: OptionalText(t.Note),
	}
}

// Value is the stored form of the group.
func (a HostPort) Value() wire.Value { return group(a) }

// ParseHostPort reads the two parts of an address as people type them. Refusals: those of ParseHost and ParsePort.
func ParseHostPort(host, port string) (HostPort, error) {
	const op = "settings.ParseHostPort"
	h, err := ParseHost(host)
	if err != nil {
		return HostPort{}, fault.Wrap(op, err)
	}
	n, err := ParsePort(port)
	if err != nil {
		return HostPort{}, fault.Wrap(op, err)
	}
	return HostPort{Host: h, Port: n}, nil
}

// CheckTransport refuses everything but the transports of SIP: settings.transport_unknown.
func CheckTransport(s string) error {
	for _, t := range Transports {
		if s == t {
			return nil
		}
	}
	return fault.New(fault.Invalid, "settings.CheckTransport", "settings.transport_unknown")
}

func checkHostPort(v wire.Value) error {
	var a HostPort
	if err := readGroup(v, &a); err != nil {
		return err
	}
	host, err := ParseHost(a.Host)
	if err != nil {
		return err
	}
	if host != a.Host {
		return unreadable("settings.checkHostPort")
	}
	return nil
}
