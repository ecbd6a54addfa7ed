package eventbook

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// TextRule is for strings, and for the enumerations made of them. Lengths are in code points.
type TextRule[T ~string] struct {
	Allowed              []T
	MinLength, MaxLength *int
	Pattern              *Pattern
	Format               Format
}

// Clone answers the text itself.
func (TextRule[T]) Clone(text T) T { return text }

func (rule TextRule[T]) write(w *Writer, value T) {
	text := string(value)
	if !utf8.ValidString(text) {
		w.violate("invalid_unicode", "holds bytes that are not UTF-8")
		return
	}
	rule.check(w, text)
	w.json = appendText(w.json, text)
}

func (rule TextRule[T]) check(w *Writer, text string) {
	if rule.Allowed != nil && !isAllowed(rule.Allowed, T(text)) {
		w.violate("enum", "must be one of %s, got %s", choices(rule.Allowed), shown(text))
	}
	if rule.MinLength != nil || rule.MaxLength != nil {
		length := utf8.RuneCountInString(text)
		if rule.MinLength != nil && length < *rule.MinLength {
			w.violate("min_length", "must have at least %d characters, got %d", *rule.MinLength, length)
		}
		if rule.MaxLength != nil && length > *rule.MaxLength {
			w.violate("max_length", "must have at most %d characters, got %d", *rule.MaxLength, length)
		}
	}
	if rule.Pattern != nil && !rule.Pattern.matches(text) {
		w.violate("pattern", "must match the pattern %s, got %s", shown(rule.Pattern.told), shown(text))
	}
	if rule.Format != "" && !rule.Format.fits(text) {
		w.violate("format", "must be of the format %s, got %s", rule.Format, shown(text))
	}
}

func isAllowed[T comparable](allowed []T, value T) bool {
	for _, one := range allowed {
		if one == value {
			return true
		}
	}
	return false
}

const enoughChoices = 10

func choices[T any](allowed []T) string {
	texts := make([]string, 0, enoughChoices)
	for i, one := range allowed {
		if i == enoughChoices {
			texts = append(texts, "…")
			break
		}
		texts = append(texts, fmt.Sprintf("%#v", one))
	}
	return strings.Join(texts, ", ")
}
