package eventbook

import (
	"fmt"
	"strings"
)

// Violation is one reason why an event does not fit its contract. Codes are those of the collector.
type Violation struct {
	Code string
	// Pointer is a JSON pointer (RFC 6901) into the envelope, as in /fields/items/2/price.
	Pointer string
	Message string
}

// InvalidEventError says why an event, or a set of common fields, could not be built.
type InvalidEventError struct {
	// Subject is what was built, as in "checkout.order_paid version 3".
	Subject    string
	Violations []Violation
}

func (e *InvalidEventError) Error() string {
	reasons := make([]string, len(e.Violations))
	for i, violation := range e.Violations {
		reasons[i] = violation.Message
	}
	return fmt.Sprintf("%s cannot be built: %s", e.Subject, strings.Join(reasons, "; "))
}

// mostViolations are told of one event; the first ones tell enough.
const mostViolations = 50

// placeOf writes a pointer below /fields as people do: items[2].price.
func placeOf(pointer string) string {
	var place strings.Builder
	for i, step := range strings.Split(strings.TrimPrefix(pointer, "/fields/"), "/") {
		switch {
		case isIndex(step):
			place.WriteString("[" + step + "]")
		case i > 0:
			place.WriteString("." + step)
		default:
			place.WriteString(step)
		}
	}
	return place.String()
}

func isIndex(step string) bool {
	for _, digit := range step {
		if digit < '0' || digit > '9' {
			return false
		}
	}
	return step != ""
}
