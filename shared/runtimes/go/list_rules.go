package eventbook

// ListRule is for lists. A nil list of a field that may not be null is an empty one.
type ListRule[T any] struct {
	Items              Rule[T]
	MinItems, MaxItems *int
}

// Clone answers a list of its own.
func (rule ListRule[T]) Clone(list []T) []T {
	if list == nil {
		return nil
	}
	copied := make([]T, len(list))
	for i, item := range list {
		copied[i] = rule.Items.Clone(item)
	}
	return copied
}

func (rule ListRule[T]) write(w *Writer, list []T) {
	if rule.MinItems != nil && len(list) < *rule.MinItems {
		w.violate("min_items", "must have at least %d items, got %d", *rule.MinItems, len(list))
	}
	if rule.MaxItems != nil && len(list) > *rule.MaxItems {
		w.violate("max_items", "must have at most %d items, got %d", *rule.MaxItems, len(list))
	}
	w.json = append(w.json, '[')
	for i, item := range list {
		if i > 0 {
			w.json = append(w.json, ',')
		}
		before := w.enterItem(i)
		rule.Items.write(w, item)
		w.leave(before)
	}
	w.json = append(w.json, ']')
}

// Object is what generated object types are.
type Object interface {
	// WriteMembers checks the properties and writes them.
	WriteMembers(w *Writer)
}

// ObjectRule is for objects, whose types are generated: T is the struct.
type ObjectRule[T any, P interface {
	*T
	Object
}] struct{}

// Clone answers an object of its own. What it holds was copied when it was set.
func (ObjectRule[T, P]) Clone(object P) P {
	if object == nil {
		return nil
	}
	copied := *object
	return &copied
}

func (ObjectRule[T, P]) write(w *Writer, object P) {
	if object == nil {
		w.violate("not_null", "must not be null")
		return
	}
	w.json = append(w.json, '{')
	object.WriteMembers(w)
	w.json = append(w.json, '}')
}
