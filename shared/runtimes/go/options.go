package eventbook

import (
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

// WhenFull says what happens to an event that finds the queue full.
type WhenFull uint8

const (
	// DropNewest drops the event at hand.
	DropNewest WhenFull = iota
	// DropOldest drops what has waited longest.
	DropOldest
	// Wait waits for room, until the context of Send is done.
	Wait
)

// Options of a client. The zero value, with a write key in EVENTBOOK_WRITE_KEY, is fit for production.
type Options struct {
	// Common are the common fields that every event carries.
	Common Common
	// WriteKey names the source; EVENTBOOK_WRITE_KEY where it is empty.
	WriteKey string
	// Collectors are base URLs; where there are none those of EVENTBOOK_COLLECTORS, separated by commas; else the catalog's.
	Collectors []string
	// Strict is for tests: Send waits for the answer, and answers as an error whatever was not accepted.
	Strict bool
	// OnProblem hears of each event that was flagged, quarantined, rejected or dropped, from one goroutine at a time.
	// Without it, each kind of problem is logged once.
	OnProblem func(Problem)
	// Logger hears of what goes wrong on the way; slog.Default() where it is nil.
	Logger *slog.Logger

	// QueueEvents and QueueBytes bound what waits: 10,000 and 16 MiB unless said otherwise.
	QueueEvents, QueueBytes int
	WhenFull                WhenFull
	// FlushInterval is how long an event waits for company at most; a second unless said otherwise.
	FlushInterval time.Duration
	// BatchEvents and BatchBytes bound one request: 500 and 900 KiB unless said otherwise, 1,000 and 1 MiB at most.
	BatchEvents, BatchBytes int
	// RetryFrom and RetryTo bound the pause between two tries: half a second and half a minute unless said otherwise.
	RetryFrom, RetryTo time.Duration
	// SwitchesInterval is how often the collector is asked what is paused or sampled; a minute unless said otherwise.
	SwitchesInterval time.Duration
	// HTTPClient sends; one of its own with a time limit of 10 seconds where it is nil.
	HTTPClient *http.Client
	// Transport takes the place of HTTP: a NullTransport (as does EVENTBOOK_TRANSPORT=null) or a RecordingTransport.
	Transport Transport
}

// Limits of a collector (design: the wire).
const (
	mostBatchEvents = 1000
	mostBatchBytes  = 1 << 20
	mostEventBytes  = 64 << 10
)

func (o Options) withDefaults(definition Definition) (Options, error) {
	o.QueueEvents = positiveOr(o.QueueEvents, 10_000)
	o.QueueBytes = positiveOr(o.QueueBytes, 16<<20)
	o.BatchEvents = min(positiveOr(o.BatchEvents, 500), mostBatchEvents)
	o.BatchBytes = min(positiveOr(o.BatchBytes, 900<<10), mostBatchBytes)
	o.FlushInterval = positiveOr(o.FlushInterval, time.Second)
	o.RetryFrom = positiveOr(o.RetryFrom, 500*time.Millisecond)
	o.RetryTo = max(positiveOr(o.RetryTo, 30*time.Second), o.RetryFrom)
	o.SwitchesInterval = positiveOr(o.SwitchesInterval, time.Minute)
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Transport != nil {
		return o, nil
	}
	if os.Getenv("EVENTBOOK_TRANSPORT") == "null" {
		o.Transport = NullTransport{}
		return o, nil
	}
	if o.WriteKey == "" {
		o.WriteKey = os.Getenv("EVENTBOOK_WRITE_KEY")
	}
	if o.WriteKey == "" {
		return o, errors.New("no write key: set Options.WriteKey or EVENTBOOK_WRITE_KEY, or a Transport for tests")
	}
	addresses, err := collectorsOf(definition, o.Collectors)
	if err != nil {
		return o, err
	}
	o.Transport = newHTTPTransport(definition, addresses, o.WriteKey, o.HTTPClient)
	return o, nil
}

func positiveOr[T int | time.Duration](value, otherwise T) T {
	if value > 0 {
		return value
	}
	return otherwise
}

// collectorsOf answers the addresses: the program's, else the environment's, else the catalog's.
func collectorsOf(definition Definition, own []string) ([]string, error) {
	addresses := definition.Collectors
	if text := os.Getenv("EVENTBOOK_COLLECTORS"); text != "" {
		addresses = strings.Split(text, ",")
	}
	if len(own) > 0 {
		addresses = own
	}
	trimmed := make([]string, 0, len(addresses))
	for _, address := range addresses {
		address = strings.TrimRight(strings.TrimSpace(address), "/")
		if address == "" {
			continue
		}
		parsed, err := url.Parse(address)
		if err != nil || parsed.Host == "" || (parsed.Scheme != "http" && parsed.Scheme != "https") {
			return nil, fmt.Errorf("a collector's address looks like https://events.example.com, got %s", shown(address))
		}
		trimmed = append(trimmed, address)
	}
	if len(trimmed) == 0 {
		return nil, errors.New("no collector: set EVENTBOOK_COLLECTORS, Options.Collectors, or `langpack.collectors` in the catalog")
	}
	return trimmed, nil
}

// jittered answers a random part of a pause, so that those who failed together do not come back together.
func jittered(pause time.Duration, random float64) time.Duration {
	return time.Duration(math.Round(float64(pause) * random))
}
