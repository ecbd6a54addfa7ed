package eventbook

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// Transport hands events over. Implementations are safe for concurrent use.
type Transport interface {
	// Deliver hands over a batch, trying each address at most once. It answers a *RetryError where the same batch may
	// be tried again later, and a *RefusedError where that would be of no use.
	Deliver(ctx context.Context, batch []Envelope) (Answer, error)
	// Switches asks what is paused or sampled.
	Switches(ctx context.Context) (Switches, error)
}

// Envelope is one event as it travels.
type Envelope struct {
	ID      UUID
	Event   string
	Version int
	// JSON is the whole envelope, in one line.
	JSON json.RawMessage
}

// Answer is what a collector says of a batch.
type Answer struct {
	Accepted    int           `json:"accepted"`
	Flagged     int           `json:"flagged"`
	Quarantined int           `json:"quarantined"`
	Rejected    int           `json:"rejected"`
	Errors      []AnswerError `json:"errors"`
}

// AnswerError is why one event of a batch was not simply accepted. Only the first hundred are told.
type AnswerError struct {
	// Index is the event's in its batch, from 0.
	Index   int     `json:"index"`
	Outcome Outcome `json:"outcome"`
	Code    string  `json:"code"`
	Pointer string  `json:"pointer"`
	Message string  `json:"message"`
}

// Switches are what owners pause or sample at run time, by event. What is not named is always sent.
type Switches map[string]Switch

// Switch is what is switched of one event.
type Switch struct {
	Pause bool `json:"pause"`
	// Sample is the share that is sent; 0 where nothing is said.
	Sample float64 `json:"sample"`
}

// RetryError says that a batch could not be handed over now.
type RetryError struct {
	// After is how long the collector asks to wait, at least.
	After time.Duration
	Cause error
}

func (e *RetryError) Error() string { return "not delivered yet: " + e.Cause.Error() }

// Unwrap answers the cause.
func (e *RetryError) Unwrap() error { return e.Cause }

// RefusedError says that a collector will not have a batch.
type RefusedError struct {
	// Status is that of HTTP: 413 for a batch that is too large.
	Status        int
	Code, Message string
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("refused with status %d %s: %s", e.Status, e.Code, e.Message)
}

// NullTransport takes everything and sends nothing.
type NullTransport struct{}

// Deliver accepts the batch.
func (NullTransport) Deliver(_ context.Context, batch []Envelope) (Answer, error) {
	return Answer{Accepted: len(batch)}, nil
}

// Switches answers none.
func (NullTransport) Switches(context.Context) (Switches, error) { return nil, nil }

// RecordingTransport takes everything and keeps it, for tests.
type RecordingTransport struct {
	mutex     sync.Mutex
	envelopes []Envelope
}

// Deliver accepts the batch and keeps it.
func (t *RecordingTransport) Deliver(_ context.Context, batch []Envelope) (Answer, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.envelopes = append(t.envelopes, batch...)
	return Answer{Accepted: len(batch)}, nil
}

// Switches answers none.
func (*RecordingTransport) Switches(context.Context) (Switches, error) { return nil, nil }

// Envelopes answers what was delivered so far, in order.
func (t *RecordingTransport) Envelopes() []Envelope {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return append([]Envelope(nil), t.envelopes...)
}
