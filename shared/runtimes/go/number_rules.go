package eventbook

import (
	"math"
	"math/big"
	"strconv"
)

// mostExact is the largest whole number that every reader of JSON understands exactly: 2^53 - 1.
const mostExact = 1<<53 - 1

// IntegerRule is for whole numbers of at most 53 bits, and for the enumerations made of them.
type IntegerRule[T ~int64] struct {
	Allowed          []T
	Minimum, Maximum *float64
}

// Clone answers the number itself.
func (IntegerRule[T]) Clone(number T) T { return number }

func (rule IntegerRule[T]) write(w *Writer, value T) {
	if value > mostExact || value < -mostExact {
		w.violate("type", "must be a whole number from -%d to %d, got %d", mostExact, mostExact, int64(value))
	}
	if rule.Allowed != nil && !isAllowed(rule.Allowed, value) {
		w.violate("enum", "must be one of %s, got %d", choices(rule.Allowed), int64(value))
	}
	checkBounds(w, float64(value), rule.Minimum, rule.Maximum)
	w.json = strconv.AppendInt(w.json, int64(value), 10)
}

// NumberRule is for numbers, and for the enumerations made of them.
type NumberRule[T ~float64] struct {
	Allowed          []T
	Minimum, Maximum *float64
}

// Clone answers the number itself.
func (NumberRule[T]) Clone(number T) T { return number }

func (rule NumberRule[T]) write(w *Writer, value T) {
	number := float64(value)
	if math.IsNaN(number) || math.IsInf(number, 0) {
		w.violate("type", "must be a number, got %v", number)
		return
	}
	if rule.Allowed != nil && !isAllowed(rule.Allowed, value) {
		w.violate("enum", "must be one of %s, got %s", choices(rule.Allowed), shownNumber(number))
	}
	checkBounds(w, number, rule.Minimum, rule.Maximum)
	w.json = appendNumber(w.json, number)
}

func checkBounds(w *Writer, number float64, minimum, maximum *float64) {
	if minimum != nil && number < *minimum {
		w.violate("minimum", "must be at least %s, got %s", shownNumber(*minimum), shownNumber(number))
	}
	if maximum != nil && number > *maximum {
		w.violate("maximum", "must be at most %s, got %s", shownNumber(*maximum), shownNumber(number))
	}
}

// appendNumber writes the shortest text that reads as the same double.
func appendNumber(json []byte, number float64) []byte {
	magnitude := math.Abs(number)
	if magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21) {
		return strconv.AppendFloat(json, number, 'e', -1, 64)
	}
	return strconv.AppendFloat(json, number, 'f', -1, 64)
}

func shownNumber(number float64) string { return string(appendNumber(nil, number)) }

// BooleanRule is for true and false.
type BooleanRule struct{}

// Clone answers the truth itself.
func (BooleanRule) Clone(truth bool) bool { return truth }

func (BooleanRule) write(w *Writer, value bool) { w.json = strconv.AppendBool(w.json, value) }

// BigIntegerRule is for whole numbers of up to 38 digits; they travel as text.
type BigIntegerRule struct{ Digits int }

// Clone answers a number of its own.
func (BigIntegerRule) Clone(number *big.Int) *big.Int {
	if number == nil {
		return nil
	}
	return new(big.Int).Set(number)
}

func (rule BigIntegerRule) write(w *Writer, value *big.Int) {
	if value == nil {
		w.violate("not_null", "must not be null")
		return
	}
	text := new(big.Int).Abs(value).String()
	if len(text) > rule.Digits {
		w.violate("type", "must be a whole number of at most %d digits, got %s", rule.Digits, shown(value.String()))
	}
	w.json = append(value.Append(append(w.json, '"'), 10), '"')
}
