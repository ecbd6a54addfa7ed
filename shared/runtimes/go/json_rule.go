package eventbook

import (
	"encoding/json"
	"unicode/utf8"
)

// JSON is a value of type json: it is written as it is set, so that later changes do not reach it.
type JSON struct {
	text json.RawMessage
	err  error
}

// NewJSON takes anything that encoding/json can write, and another JSON as it is.
func NewJSON(value any) JSON {
	if already, isJSON := value.(JSON); isJSON {
		return already
	}
	text, err := json.Marshal(value)
	return JSON{text: text, err: err}
}

// Text answers the JSON text.
func (j JSON) Text() json.RawMessage { return append(json.RawMessage(nil), j.text...) }

// JSONRule is for any JSON value.
type JSONRule struct{}

// Clone answers the value itself, which nothing can change.
func (JSONRule) Clone(value JSON) JSON { return value }

func (JSONRule) write(w *Writer, value JSON) {
	switch {
	case value.err != nil:
		w.violate("type", "must be a JSON value: %v", value.err)
	case !utf8.Valid(value.text):
		w.violate("invalid_unicode", "holds bytes that are not UTF-8")
	case len(value.text) == 0:
		w.json = append(w.json, "null"...)
	default:
		w.json = append(w.json, value.text...)
	}
}
