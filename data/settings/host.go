package settings

import (
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/net/idna"

	"pupitre/data/fault"
)

// maxHost is the longest name of a host, in bytes (RFC 1035, 2.3.4).
const maxHost = 253

// ParseIP gives an IPv4 or IPv6 literal in its one spelling (RFC 5952); an IPv4 address mapped into IPv6 is the IPv4 address.
// Brackets around IPv6 are forgiven. Refusals: settings.ip_required, settings.ip_invalid, settings.ip_zone (a zone means
// something on one computer only), settings.ip_not_a_server (unspecified, multicast, broadcast).
func ParseIP(typed string) (netip.Addr, error) {
	const op = "settings.ParseIP"
	s := CleanName(typed)
	if s == "" {
		return netip.Addr{}, fault.New(fault.Invalid, op, "settings.ip_required")
	}
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
		s = s[1 : len(s)-1]
	}
	ip, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Addr{}, fault.As(fault.Invalid, op, "settings.ip_invalid", err, "Text", shorten(s, 60))
	}
	if ip.Zone() != "" {
		return netip.Addr{}, fault.New(fault.Invalid, op, "settings.ip_zone")
	}
	ip = ip.Unmap()
	if ip.IsUnspecified() || ip.IsMulticast() || ip == netip.AddrFrom4([4]byte{255, 255, 255, 255}) {
		return netip.Addr{}, fault.New(fault.Invalid, op, "settings.ip_not_a_server", "Text", ip.String())
	}
	return ip, nil
}

// ParseHost gives the stored form of a host: an IP literal in its one spelling, or a name in lower case and in its ASCII
// form. Refusals: settings.host_required, settings.host_invalid, and those of ParseIP for a zone.
func ParseHost(typed string) (stored string, err error) {
	const op = "settings.ParseHost"
	s := strings.TrimSuffix(CleanName(typed), ".")
	if s == "" {
		return "", fault.New(fault.Invalid, op, "settings.host_required")
	}
	if _, err := netip.ParseAddr(s); err == nil || strings.Count(s, ":") > 1 || strings.HasPrefix(s, "[") {
		ip, err := ParseIP(s)
		if err != nil {
			return "", fault.Wrap(op, err)
		}
		return ip.String(), nil
	}
	if len(s) > 4*maxHost {
		return "", fault.New(fault.Invalid, op, "settings.host_invalid", "Text", shorten(s, 60))
	}
	ascii, err := domains.ToASCII(s)
	if err != nil || len(ascii) > maxHost || isNumber(ascii[strings.LastIndexByte(ascii, '.')+1:]) {
		return "", fault.New(fault.Invalid, op, "settings.host_invalid", "Text", shorten(s, 60))
	}
	return strings.ToLower(ascii), nil
}

// ShowHost is a stored host as people read it: a name with accents shows them.
func ShowHost(stored string) string {
	shown, err := idna.Display.ToUnicode(stored)
	if err != nil {
		return stored // a name that would look like another one is shown as it travels
	}
	return shown
}

// ParsePort reads a port from 1 to 65535; an empty text is 0, the usual one. Refusal: settings.port_invalid.
func ParsePort(typed string) (uint16, error) {
	s := CleanName(typed)
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(s, 10, 16)
	if err != nil || n == 0 {
		return 0, fault.New(fault.Invalid, "settings.ParsePort", "settings.port_invalid")
	}
	return uint16(n), nil
}
