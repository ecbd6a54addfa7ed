package eventbook

import (
	"fmt"
	"math/big"
	"strings"
)

// Decimal is an exact decimal number, as prices are: -12.50 is not 12.5000001, and never a double.
// The zero value is 0.
type Decimal struct {
	negative bool
	// whole has no leading zero but for "0"; fraction keeps its trailing zeros.
	whole, fraction string
}

// ParseDecimal reads digits with an optional sign and an optional fraction: "-12.50".
func ParseDecimal(text string) (Decimal, error) {
	rest, negative := strings.CutPrefix(text, "-")
	whole, fraction, pointed := strings.Cut(rest, ".")
	if !isIndex(whole) || (pointed && !isIndex(fraction)) {
		return Decimal{}, fmt.Errorf("a decimal number looks like -12.50, got %s", shown(text))
	}
	whole = strings.TrimLeft(whole, "0")
	return Decimal{negative: negative, whole: whole, fraction: fraction}, nil
}

// MustDecimal is ParseDecimal for texts that stand in the program; it panics on any other.
func MustDecimal(text string) Decimal {
	decimal, err := ParseDecimal(text)
	if err != nil {
		panic(err)
	}
	return decimal
}

// NewDecimal answers unscaled · 10^-scale: NewDecimal(1250, 2) is 12.50.
func NewDecimal(unscaled int64, scale int) Decimal {
	return DecimalFromBig(big.NewInt(unscaled), scale)
}

// DecimalFromBig answers unscaled · 10^-scale. A scale below 0 counts as 0.
func DecimalFromBig(unscaled *big.Int, scale int) Decimal {
	scale = max(scale, 0)
	digits := new(big.Int).Abs(unscaled).String()
	if len(digits) <= scale {
		digits = strings.Repeat("0", scale-len(digits)+1) + digits
	}
	point := len(digits) - scale
	return Decimal{
		negative: unscaled.Sign() < 0,
		whole:    strings.TrimLeft(digits[:point], "0"),
		fraction: digits[point:],
	}
}

// String is how the number travels: "-12.50".
func (d Decimal) String() string {
	var text strings.Builder
	if d.negative {
		text.WriteByte('-')
	}
	if d.whole == "" {
		text.WriteByte('0')
	}
	text.WriteString(d.whole)
	if d.fraction != "" {
		text.WriteString("." + d.fraction)
	}
	return text.String()
}

// Rat answers the number for calculating with.
func (d Decimal) Rat() *big.Rat {
	number, _ := new(big.Rat).SetString(d.String())
	return number
}

// DecimalRule is for decimals of a fixed width; they travel as text.
type DecimalRule struct{ Precision, Scale int }

// Clone answers the number itself.
func (DecimalRule) Clone(number Decimal) Decimal { return number }

func (rule DecimalRule) write(w *Writer, value Decimal) {
	if len(value.whole) > rule.Precision-rule.Scale || len(value.fraction) > rule.Scale {
		w.violate("type", "must be a decimal number, at most %d digits before the point and %d after it, got %s",
			rule.Precision-rule.Scale, rule.Scale, shown(value.String()))
	}
	w.json = append(append(append(w.json, '"'), value.String()...), '"')
}
