package eventbook

import (
	"strconv"
	"time"
)

// Event is a built event of this langpack, ready to be sent. It cannot be changed any more.
type Event interface{ builtEvent() *BuiltEvent }

// BuiltEvent is the part that all generated events share.
type BuiltEvent struct {
	name    string
	version int
	time    time.Time
	members Members
	// shared are the fields set here that are common fields, too: there the event's own value stands.
	shared []string
}

// NewBuiltEvent is for generated code. A zero time stands for now; shared are the fields that were set and that
// the common fields may have, too.
func NewBuiltEvent(name string, version int, moment time.Time, members Members, shared ...string) BuiltEvent {
	if moment.IsZero() {
		moment = time.Now()
	}
	return BuiltEvent{name: name, version: version, time: moment, members: members, shared: shared}
}

func (e *BuiltEvent) builtEvent() *BuiltEvent { return e }

// Common is a built set of the common fields of this environment, carried by every event.
type Common interface{ builtCommon() *BuiltCommon }

// BuiltCommon is the part that all generated common fields share.
type BuiltCommon struct {
	version int
	members Members
}

// NewBuiltCommon is for generated code.
func NewBuiltCommon(version int, members Members) BuiltCommon {
	return BuiltCommon{version: version, members: members}
}

func (c *BuiltCommon) builtCommon() *BuiltCommon { return c }

// Definition says which langpack this is. Generated code has the one of its environment.
type Definition struct {
	// Name is the environment's.
	Name string
	// Langpack is language and version, as in "go/0.1.17".
	Langpack string
	// HasCommon is whether there are common fields, so that a client without any is probably a mistake.
	HasCommon bool
	// OnDevice is whether the clock is that of somebody's device: then times travel as client_time.
	OnDevice bool
	// Sequence is that of the snapshot that this was generated from.
	Sequence int
	// Collectors are base URLs, the next one tried when one fails.
	Collectors []string
}

// Envelope answers an event as it travels. A client calls it by itself; it is here for tests.
func (d *Definition) Envelope(event Event, common Common, id UUID, sampleRate float64) Envelope {
	built := event.builtEvent()
	json := d.envelope(built, commonOf(common), id, sampleRate)
	return Envelope{ID: id, Event: built.name, Version: built.version, JSON: json}
}

// envelope writes one event in one line, without a line break.
func (d *Definition) envelope(event *BuiltEvent, common *BuiltCommon, id UUID, sampleRate float64) []byte {
	json := make([]byte, 0, 256+len(event.members.json)+len(d.Langpack))
	json = appendText(append(json, `{"event":`...), event.name)
	json = strconv.AppendInt(append(json, `,"version":`...), int64(event.version), 10)
	json = id.append(append(json, `,"event_id":"`...))
	timeKey := `","event_time":`
	if d.OnDevice {
		timeKey = `","client_time":`
	}
	json = strconv.AppendInt(append(json, timeKey...), event.time.UnixMicro(), 10)
	if common != nil {
		json = strconv.AppendInt(append(json, `,"environment_version":`...), int64(common.version), 10)
	}
	json = appendText(append(json, `,"langpack":`...), d.Langpack)
	json = strconv.AppendInt(append(json, `,"sequence":`...), int64(d.Sequence), 10)
	if sampleRate < 1 {
		json = appendNumber(append(json, `,"sample_rate":`...), sampleRate)
	}
	json = append(append(json, `,"fields":{`...), event.members.json...)
	if common != nil {
		carried := common.members.without(event.shared)
		if len(carried) > 0 && len(event.members.json) > 0 {
			json = append(json, ',')
		}
		json = append(json, carried...)
	}
	return append(json, '}', '}')
}
