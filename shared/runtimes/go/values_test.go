package eventbook

import (
	"math"
	"math/big"
	"strings"
	"testing"
	"time"
)

func written[T any](t *testing.T, rule Rule[T], value T) (string, error) {
	t.Helper()
	var field Field[T]
	field.Set(rule.Clone(value))
	writer := NewWriter("a test")
	field.Write(writer, "it", Required, rule)
	members, err := writer.Finish()
	return string(members.json), err
}

func expectWritten[T any](t *testing.T, rule Rule[T], value T, want string) {
	t.Helper()
	got, err := written(t, rule, value)
	if err != nil || got != `"it":`+want {
		t.Errorf("%#v: got %s, %v; want %s", value, got, err, want)
	}
}

func expectViolation[T any](t *testing.T, rule Rule[T], value T, code, message string) {
	t.Helper()
	_, err := written(t, rule, value)
	invalid, isInvalid := err.(*InvalidEventError)
	if !isInvalid || invalid.Violations[0].Code != code || !strings.Contains(err.Error(), message) {
		t.Errorf("%#v: got %v; want %s with %q", value, err, code, message)
	}
}

func TestTexts(t *testing.T) {
	plain := TextRule[string]{}
	expectWritten[string](t, plain, "a\"b\\c\n\x00\u2028€😀</script>", "\"a\\\"b\\\\c\\n\\u0000\u2028€😀</script>\"")
	expectViolation[string](t, plain, "\xff", "invalid_unicode", "it holds bytes that are not UTF-8")
	short := TextRule[string]{MinLength: Ptr(2), MaxLength: Ptr(3)}
	expectWritten[string](t, short, "😀😀😀", `"😀😀😀"`)
	expectViolation[string](t, short, "😀😀😀😀", "max_length", "it must have at most 3 characters, got 4")
	expectViolation[string](t, short, "é", "min_length", "at least 2 characters, got 1")
	anchored := TextRule[string]{Pattern: NewPattern("^a$", "^a$")}
	expectViolation[string](t, anchored, "a\n", "pattern", `must match the pattern "^a$", got "a\n"`)
	type colour string
	expectViolation[colour](t, TextRule[colour]{Allowed: []colour{"red", "blue"}}, "green", "enum",
		`it must be one of "red", "blue", got "green"`)
}

func TestFormats(t *testing.T) {
	for format, texts := range map[Format][2][]string{
		URI:   {{"https://a.b/c?d=%20", "mailto:a@b.c"}, {"", "a b", "https:", "//x", "http://x/%2"}},
		Email: {{"a.b+c@d.ef", "x@a-b.c"}, {"a@b", "@b.c", "a@b..c", strings.Repeat("a", 65) + "@b.cd"}},
		IP:    {{"192.0.2.1", "::1", "::ffff:1.2.3.4"}, {"1.2.3", "fe80::1%eth0", "256.1.1.1"}},
	} {
		rule := TextRule[string]{Format: format}
		for _, text := range texts[0] {
			expectWritten[string](t, rule, text, `"`+text+`"`)
		}
		for _, text := range texts[1] {
			expectViolation[string](t, rule, text, "format", "must be of the format "+string(format))
		}
	}
}

func TestNumbers(t *testing.T) {
	whole := IntegerRule[int64]{Minimum: Ptr(-1.0), Maximum: Ptr(10.0)}
	expectWritten[int64](t, whole, -1, "-1")
	expectViolation[int64](t, whole, 11, "maximum", "it must be at most 10, got 11")
	expectViolation[int64](t, IntegerRule[int64]{}, 1<<53, "type", "whole number from")
	for number, want := range map[float64]string{0: "0", 0.1: "0.1", 1e21: "1e+21", 1e-7: "1e-07", 12.5: "12.5", 1e20: "100000000000000000000"} {
		expectWritten[float64](t, NumberRule[float64]{}, number, want)
	}
	expectViolation[float64](t, NumberRule[float64]{}, math.NaN(), "type", "must be a number, got NaN")
	expectViolation[float64](t, NumberRule[float64]{Minimum: Ptr(0.5)}, 0.25, "minimum", "at least 0.5, got 0.25")
	huge, _ := new(big.Int).SetString("-12345678901234567890", 10)
	expectWritten[*big.Int](t, BigIntegerRule{Digits: 20}, huge, `"-12345678901234567890"`)
	expectViolation[*big.Int](t, BigIntegerRule{Digits: 19}, huge, "type", "at most 19 digits")
	expectViolation[*big.Int](t, BigIntegerRule{Digits: 19}, nil, "not_null", "must not be null")
}

func TestDecimals(t *testing.T) {
	rule := DecimalRule{Precision: 5, Scale: 2}
	for text, want := range map[string]string{"-12.50": "-12.50", "007": "7", "0": "0", "999.99": "999.99", "-0.5": "-0.5"} {
		expectWritten[Decimal](t, rule, MustDecimal(text), `"`+want+`"`)
	}
	for _, text := range []string{"1000", "0.125", "1234.5"} {
		expectViolation[Decimal](t, rule, MustDecimal(text), "type", "at most 3 digits before the point and 2 after it")
	}
	for _, text := range []string{"", "1.", ".5", "1e3", "+1", "1 ", "--1", "1\n", "NaN"} {
		if _, err := ParseDecimal(text); err == nil {
			t.Errorf("%q was read as a decimal", text)
		}
	}
	expectWritten[Decimal](t, rule, NewDecimal(-5, 2), `"-0.05"`)
	expectWritten[Decimal](t, rule, NewDecimal(1250, 2), `"12.50"`)
	expectWritten[Decimal](t, rule, Decimal{}, `"0"`)
	if got := NewDecimal(1250, 2).Rat().FloatString(1); got != "12.5" {
		t.Errorf("got %s", got)
	}
}

func TestTimes(t *testing.T) {
	moment := time.Date(2026, 11, 25, 1, 2, 3, 456789999, time.FixedZone("", 3600))
	expectWritten[time.Time](t, TimestampRule{}, moment, "1795564923456789")
	for _, far := range []int{1500, 2400, 300000} {
		expectViolation[time.Time](t, TimestampRule{}, time.Date(far, 1, 1, 0, 0, 0, 0, time.UTC), "type", "must be a time")
	}
	expectWritten[Date](t, DateRule{}, DateOf(moment), `"2026-11-25"`)
	expectViolation[Date](t, DateRule{}, Date{2026, 2, 29}, "type", "must be a date")
	expectViolation[Date](t, DateRule{}, Date{}, "type", "must be a date")
	if _, err := ParseDate("2026-02-29"); err == nil {
		t.Error("a day that no calendar has was read")
	}
}

func TestUUIDs(t *testing.T) {
	expectWritten[UUID](t, UUIDRule{}, MustUUID("0192F3C4-7B1A-7D40-8C11-2B9F6A1D0E55"),
		`"0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55"`)
	for _, text := range []string{"", "0192f3c47b1a7d408c112b9f6a1d0e55", "0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e5g"} {
		if _, err := ParseUUID(text); err == nil {
			t.Errorf("%q was read as a UUID", text)
		}
	}
	var source idSource
	now := time.UnixMilli(1763850000123)
	seen := map[UUID]bool{}
	for range make([]struct{}, 1000) {
		id, err := source.next(now)
		if err != nil || seen[id] {
			t.Fatalf("%s again, or %v", id, err)
		}
		seen[id] = true
		text := id.String()
		if !strings.HasPrefix(text, "019aad98-5b3b-7") && !strings.HasPrefix(text[14:], "7") {
			t.Fatalf("%s is not of version 7", text)
		}
		if !strings.ContainsRune("89ab", rune(text[19])) {
			t.Fatalf("%s has another variant", text)
		}
	}
}

func TestLists(t *testing.T) {
	rule := ListRule[[]int64]{Items: ListRule[int64]{Items: IntegerRule[int64]{}}, MinItems: Ptr(1), MaxItems: Ptr(2)}
	expectWritten[[][]int64](t, rule, [][]int64{{1, 2}, nil}, "[[1,2],[]]")
	expectViolation[[][]int64](t, rule, nil, "min_items", "it must have at least 1 items, got 0")
	expectViolation[[][]int64](t, rule, [][]int64{{1 << 60}}, "type", "it[0][0] must be a whole number")
	var field Field[[][]int64]
	own := [][]int64{{1}}
	field.Set(rule.Clone(own))
	own[0][0] = 2
	if field.Value()[0][0] != 1 {
		t.Error("a later change reached the event")
	}
}

func TestJSONValues(t *testing.T) {
	expectWritten[JSON](t, JSONRule{}, NewJSON(map[string]any{"a": []any{1, nil}}), `{"a":[1,null]}`)
	expectWritten[JSON](t, JSONRule{}, JSON{}, "null")
	expectViolation[JSON](t, JSONRule{}, NewJSON(func() {}), "type", "must be a JSON value")
}

func TestNullIsNotUnset(t *testing.T) {
	for use, want := range map[Use]string{Optional | Nullable: `"it":null`, Optional: "not_null", Required: "not_null"} {
		var field Field[string]
		field.SetNull()
		writer := NewWriter("a test")
		field.Write(writer, "it", use, TextRule[string]{})
		members, err := writer.Finish()
		if err == nil && string(members.json) != want || err != nil && err.(*InvalidEventError).Violations[0].Code != want {
			t.Errorf("use %d: got %s, %v", use, members.json, err)
		}
	}
	var left Field[string]
	writer := NewWriter("a test")
	left.Write(writer, "it", Optional|Nullable, TextRule[string]{})
	left.Write(writer, "needed", Required|Nullable, TextRule[string]{})
	if _, err := writer.Finish(); err == nil || err.Error() != "a test cannot be built: needed is required" {
		t.Errorf("got %v", err)
	}
}

func TestAFieldOfBothIsSentOnce(t *testing.T) {
	common := NewCommonWriter("common fields")
	for _, name := range []string{"a", "b", "c"} {
		var field Field[string]
		field.Set(name)
		field.Write(common, name, Required, TextRule[string]{})
	}
	carried, _ := common.Finish()
	for _, names := range [][2]string{{"b", `"a":"a","c":"c"`}, {"a", `"b":"b","c":"c"`}, {"c", `"a":"a","b":"b"`}} {
		if got := string(carried.without(names[:1])); got != names[1] {
			t.Errorf("without %s: %s", names[0], got)
		}
	}
}
