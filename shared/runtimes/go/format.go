package eventbook

import (
	"net/netip"
	"regexp"
	"strings"
)

// Format is a well-known form of text.
type Format string

// The formats that a contract may ask for.
const (
	URI   Format = "uri"
	Email Format = "email"
	IP    Format = "ip"
)

var (
	uriForm     = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$`)
	mailbox     = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$")
	domainLabel = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$`)
)

func (f Format) fits(text string) bool {
	switch f {
	case URI:
		return uriForm.MatchString(text)
	case Email:
		return isEmail(text)
	case IP:
		return isIP(text)
	default:
		return true
	}
}

// isEmail: a mailbox of at most 64 characters and a domain of at least two labels (RFC 5321).
func isEmail(text string) bool {
	at := strings.LastIndexByte(text, '@')
	if at < 1 || at > 64 || len(text) > 254 || !mailbox.MatchString(text[:at]) {
		return false
	}
	labels := strings.Split(text[at+1:], ".")
	for _, label := range labels {
		if !domainLabel.MatchString(label) {
			return false
		}
	}
	return len(labels) > 1
}

func isIP(text string) bool {
	address, err := netip.ParseAddr(text)
	return err == nil && len(text) <= 45 && address.Zone() == ""
}
