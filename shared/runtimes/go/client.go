package eventbook

import (
	"context"
	"errors"
	"fmt"
	"math/rand"
	"sync"
	"sync/atomic"
	"time"
)

var (
	// ErrQueueFull says that an event was dropped for want of room in the queue.
	ErrQueueFull = errors.New("the queue of events is full")
	// ErrClosed says that an event came after Close.
	ErrClosed = errors.New("the client is closed")
	// ErrTooLarge says that an event was dropped for being larger than a collector takes.
	ErrTooLarge = errors.New("the event is larger than 64 KiB")
	// ErrNoCommon says that the events of this environment carry common fields, and that the client was given none.
	ErrNoCommon = errors.New("no common fields: set Options.Common, or the collector judges by the newest")
	// ErrNoEvent says that Send was given nil, as where the error of Build was ignored.
	ErrNoEvent = errors.New("no event to send")
)

// Client sends events in batches, from a goroutine of its own. It is safe for concurrent use.
// A program has one, and closes it before it ends.
type Client struct {
	core   *core
	common *BuiltCommon
}

// core is what all clients made by With share.
type core struct {
	definition Definition
	options    Options
	queue      *queue
	switches   switchboard
	ids        idSource
	reporter   *reporter
	// life is done when Close has waited long enough.
	life context.Context
	end  context.CancelFunc
	work sync.WaitGroup
	// undelivered counts what was in the air when the life ended.
	undelivered atomic.Int64
}

// NewClient starts a client. Generated code calls it with the definition of its environment.
func NewClient(definition Definition, options Options) (*Client, error) {
	options, err := options.withDefaults(definition)
	if err != nil {
		return nil, fmt.Errorf("eventbook: %w", err)
	}
	common := commonOf(options.Common)
	if common == nil && definition.HasCommon {
		if options.Strict {
			return nil, ErrNoCommon
		}
		// No error: the first common fields of an environment must not stop programs that are older than they are.
		options.Logger.Warn("eventbook: " + ErrNoCommon.Error())
	}
	life, end := context.WithCancel(context.Background())
	shared := &core{
		definition: definition,
		options:    options,
		queue:      newQueue(options),
		reporter:   &reporter{onProblem: options.OnProblem, logger: options.Logger, told: map[string]struct{}{}},
		life:       life,
		end:        end,
	}
	shared.work.Add(2)
	go shared.deliverAll()
	go shared.watchSwitches()
	return &Client{core: shared, common: common}, nil
}

// With answers a client that sends with other common fields, as one request of many may have; the queue is the same.
func (c *Client) With(common Common) *Client {
	return &Client{core: c.core, common: commonOf(common)}
}

// commonOf answers nil for nil, also for a nil pointer of a generated type.
func commonOf(common Common) (built *BuiltCommon) {
	defer func() { _ = recover() }()
	if common == nil {
		return nil
	}
	return common.builtCommon()
}

// Send queues an event; it does not wait for the network. An error says that the event was not queued, which OnProblem
// hears of as well, so it may be ignored. With Options.Strict it waits for the answer.
func (c *Client) Send(ctx context.Context, event Event) error {
	id, err := c.core.ids.next(time.Now())
	if err != nil {
		return err
	}
	return c.SendAs(ctx, event, id)
}

// SendAs sends an event under an identifier of the program's own: sent again under the same, it is stored once.
func (c *Client) SendAs(ctx context.Context, event Event, id UUID) error {
	built := builtOf(event)
	if built == nil {
		return ErrNoEvent
	}
	shared := c.core
	share := shared.switches.shareOf(built.name)
	if share == 0 || (share < 1 && rand.Float64() >= share) {
		return nil
	}
	envelope := Envelope{
		ID: id, Event: built.name, Version: built.version,
		JSON: shared.definition.envelope(built, c.common, id, share),
	}
	if len(envelope.JSON) > mostEventBytes {
		shared.reporter.dropped(envelope, "too_large", ErrTooLarge.Error())
		return ErrTooLarge
	}
	if shared.options.Strict {
		return shared.deliverStrictly(ctx, envelope)
	}
	dropped, err := shared.queue.put(ctx, envelope)
	for _, one := range dropped {
		shared.reporter.dropped(one, "queue_full", "newer events needed the room")
	}
	if err != nil {
		code := "queue_full"
		if errors.Is(err, ErrClosed) {
			code = "closed"
		}
		shared.reporter.dropped(envelope, code, err.Error())
	}
	return err
}

// builtOf answers nil for nil, also for a nil pointer of a generated type.
func builtOf(event Event) (built *BuiltEvent) {
	defer func() { _ = recover() }()
	if event == nil {
		return nil
	}
	return event.builtEvent()
}

// Flush waits until everything queued so far was delivered or dropped, or until ctx is done.
func (c *Client) Flush(ctx context.Context) error { return c.core.queue.flush(ctx) }

// Close sends what is queued and ends the client's goroutines. When ctx is done first, what is left is dropped, and the
// error says how much that was. Closing again does nothing.
func (c *Client) Close(ctx context.Context) error {
	shared := c.core
	shared.queue.close()
	_ = shared.queue.flush(ctx)
	shared.end()
	shared.work.Wait()
	left := shared.queue.drain()
	for _, envelope := range left {
		shared.reporter.dropped(envelope, "closed", "the client was closed before it could be sent")
	}
	lost := len(left) + shared.takeUndelivered()
	if lost > 0 {
		return fmt.Errorf("eventbook: %d events were not delivered before the client was closed", lost)
	}
	return nil
}
