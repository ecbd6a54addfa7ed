package eventbook

type fieldState uint8

const (
	notSet fieldState = iota
	isNull
	isSet
)

// Use is what a contract says of a field beyond the rule for its values.
type Use uint8

const (
	// Optional is a field that may be left out.
	Optional Use = 0
	// Required is a field that has to be set.
	Required Use = 1 << iota
	// Nullable is a field that may be null, which is not the same as left out.
	Nullable
)

// Field is the state of one field of an event: left out, null or a value. It is used by generated code.
type Field[T any] struct {
	value T
	state fieldState
}

// Set gives the field a value.
func (f *Field[T]) Set(value T) { f.value, f.state = value, isSet }

// SetNull makes the field null.
func (f *Field[T]) SetNull() {
	var none T
	f.value, f.state = none, isNull
}

// SetPointer makes the field null where value is nil.
func (f *Field[T]) SetPointer(value *T) {
	if value == nil {
		f.SetNull()
		return
	}
	f.Set(*value)
}

// Value answers the value; the zero value where there is none.
func (f *Field[T]) Value() T { return f.value }

// Get answers the value, and whether there is one.
func (f *Field[T]) Get() (value T, ok bool) { return f.value, f.state == isSet }

// IsSet says whether the field was set, to null or to a value.
func (f *Field[T]) IsSet() bool { return f.state != notSet }

// Pointer answers nil for null and for what was left out.
func (f *Field[T]) Pointer() *T {
	if f.state != isSet {
		return nil
	}
	value := f.value
	return &value
}

// Write checks the field and writes it as the member name.
func (f *Field[T]) Write(w *Writer, name string, use Use, rule Rule[T]) {
	switch f.state {
	case isSet:
		before := w.enter(name)
		w.key(name)
		rule.write(w, f.value)
		w.leave(before)
		w.endMember(name)
	case isNull:
		if use&Nullable == 0 {
			before := w.enter(name)
			w.violate("not_null", "must not be null")
			w.leave(before)
			return
		}
		w.key(name)
		w.json = append(w.json, "null"...)
		w.endMember(name)
	case notSet:
		if use&Required != 0 {
			before := w.enter(name)
			w.violate("required", "is required")
			w.leave(before)
		}
	}
}

// Rule checks values of one type and writes them.
type Rule[T any] interface {
	write(w *Writer, value T)
	// Clone answers a copy that shares nothing which could be changed.
	Clone(value T) T
}

// Ptr answers a pointer to a value: fields that may be null take one.
func Ptr[T any](value T) *T { return &value }
