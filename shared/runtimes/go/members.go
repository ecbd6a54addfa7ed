package eventbook

// Members are checked fields, as JSON without the braces.
type Members struct {
	json []byte
	// names and ends are those of common fields only.
	names []string
	ends  []int
}

// without answers the JSON of all members but those named.
func (m Members) without(names []string) []byte {
	if len(names) == 0 {
		return m.json
	}
	var json []byte
	start := 0
	for i, name := range m.names {
		member := m.json[start:m.ends[i]]
		start = m.ends[i] + 1
		if isAllowed(names, name) {
			continue
		}
		if len(json) > 0 {
			json = append(json, ',')
		}
		json = append(json, member...)
	}
	return json
}
