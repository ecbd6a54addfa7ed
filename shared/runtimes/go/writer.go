package eventbook

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Writer checks the fields of one event and writes them as JSON, in one go. It is used by generated code.
type Writer struct {
	subject    string
	json       []byte
	pointer    []byte
	violations []Violation
	// names and ends are those of the members, where it matters which is which.
	keepsNames bool
	names      []string
	ends       []int
}

// NewWriter begins the fields of what subject names, as in "checkout.order_paid version 3".
func NewWriter(subject string) *Writer {
	return &Writer{subject: subject, json: make([]byte, 0, 256), pointer: append(make([]byte, 0, 64), "/fields"...)}
}

// NewCommonWriter begins the common fields; they remember which of them stands where.
func NewCommonWriter(subject string) *Writer {
	writer := NewWriter(subject)
	writer.keepsNames = true
	return writer
}

// Finish answers the members that were written, or why they do not fit.
func (w *Writer) Finish() (Members, error) {
	if len(w.violations) > 0 {
		return Members{}, &InvalidEventError{Subject: w.subject, Violations: w.violations}
	}
	return Members{json: w.json, names: w.names, ends: w.ends}, nil
}

// violate records that the value at hand does not fit. The message goes on from the value's name.
func (w *Writer) violate(code, format string, arguments ...any) {
	if len(w.violations) >= mostViolations {
		return
	}
	pointer := string(w.pointer)
	message := placeOf(pointer) + " " + fmt.Sprintf(format, arguments...)
	w.violations = append(w.violations, Violation{Code: code, Pointer: pointer, Message: message})
}

// key begins a member; names are letters, digits and underscores, which need no escaping.
func (w *Writer) key(name string) {
	if end := len(w.json); end > 0 && w.json[end-1] != '{' {
		w.json = append(w.json, ',')
	}
	w.json = append(w.json, '"')
	w.json = append(w.json, name...)
	w.json = append(w.json, '"', ':')
}

// endMember remembers a member of the common fields themselves, not of an object among them.
func (w *Writer) endMember(name string) {
	if w.keepsNames && len(w.pointer) == len("/fields") {
		w.names, w.ends = append(w.names, name), append(w.ends, len(w.json))
	}
}

// enter goes one step down; leave takes what it answers.
func (w *Writer) enter(step string) int {
	before := len(w.pointer)
	w.pointer = append(append(w.pointer, '/'), step...)
	return before
}

func (w *Writer) enterItem(index int) int {
	before := len(w.pointer)
	w.pointer = strconv.AppendInt(append(w.pointer, '/'), int64(index), 10)
	return before
}

func (w *Writer) leave(before int) { w.pointer = w.pointer[:before] }

const hexDigits = "0123456789abcdef"

// appendText writes a JSON string. The text has to be UTF-8.
func appendText(json []byte, text string) []byte {
	json = append(json, '"')
	start := 0
	for i := 0; i < len(text); i++ {
		character := text[i]
		if character >= 0x20 && character != '"' && character != '\\' {
			continue
		}
		json = append(json, text[start:i]...)
		switch character {
		case '"', '\\':
			json = append(json, '\\', character)
		case '\n':
			json = append(json, '\\', 'n')
		case '\t':
			json = append(json, '\\', 't')
		default:
			json = append(json, '\\', 'u', '0', '0', hexDigits[character>>4], hexDigits[character&0xf])
		}
		start = i + 1
	}
	return append(append(json, text[start:]...), '"')
}

// shown quotes a value for a message, shortened.
func shown(value any) string {
	text, isText := value.(string)
	if !isText {
		return fmt.Sprint(value)
	}
	const most = 60
	if utf8.RuneCountInString(text) > most {
		return strconv.Quote(string([]rune(text)[:most])) + "…"
	}
	return strconv.Quote(text)
}
