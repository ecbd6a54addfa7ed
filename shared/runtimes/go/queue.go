package eventbook

import (
	"context"
	"sync"
)

// queue holds what waits to be sent, bounded in events and bytes. What was taken counts until it is settled.
type queue struct {
	mutex                  sync.Mutex
	waiting                []Envelope
	waitingBytes           int
	heldEvents, heldBytes  int
	mostEvents, mostBytes  int
	batchEvents, batchSize int
	whenFull               WhenFull
	closed                 bool
	// changed is closed, and made anew, whenever something was settled or dropped.
	changed chan struct{}
	// wake holds one signal where a batch is full or somebody flushes.
	wake chan struct{}
	// queued and settled count all events ever; flushTo is up to where somebody wants them sent now.
	queued, settled, flushTo uint64
}

func newQueue(options Options) *queue {
	return &queue{
		mostEvents: options.QueueEvents, mostBytes: options.QueueBytes,
		batchEvents: options.BatchEvents, batchSize: options.BatchBytes,
		whenFull: options.WhenFull,
		changed:  make(chan struct{}), wake: make(chan struct{}, 1),
	}
}

// put answers what was dropped to make room. ErrQueueFull and ErrClosed say that the event was not taken.
func (q *queue) put(ctx context.Context, envelope Envelope) (dropped []Envelope, err error) {
	size := len(envelope.JSON) + 1
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for !q.closed && !q.hasRoom(size) {
		switch {
		case q.whenFull == DropOldest && len(q.waiting) > 0:
			dropped = append(dropped, q.dropOldest())
		case q.whenFull == Wait:
			changed := q.changed
			q.mutex.Unlock()
			q.signal()
			select {
			case <-changed:
				q.mutex.Lock()
			case <-ctx.Done():
				q.mutex.Lock()
				return nil, ctx.Err()
			}
		default:
			return dropped, ErrQueueFull
		}
	}
	if q.closed {
		return dropped, ErrClosed
	}
	q.waiting = append(q.waiting, envelope)
	q.waitingBytes += size
	q.heldEvents++
	q.heldBytes += size
	q.queued++
	if len(q.waiting) >= q.batchEvents || q.waitingBytes >= q.batchSize {
		q.signal()
	}
	return dropped, nil
}

// hasRoom lets one event in whatever its size, so that a small bound delays but does not refuse for ever.
func (q *queue) hasRoom(size int) bool {
	return q.heldEvents == 0 || (q.heldEvents < q.mostEvents && q.heldBytes+size <= q.mostBytes)
}

func (q *queue) dropOldest() Envelope {
	oldest := q.waiting[0]
	q.shift(1)
	q.release([]Envelope{oldest})
	return oldest
}

func (q *queue) shift(count int) {
	for _, envelope := range q.waiting[:count] {
		q.waitingBytes -= len(envelope.JSON) + 1
	}
	clear(q.waiting[:count])
	q.waiting = q.waiting[count:]
	if len(q.waiting) == 0 {
		q.waiting = nil
	}
}

func (q *queue) release(envelopes []Envelope) {
	for _, envelope := range envelopes {
		q.heldBytes -= len(envelope.JSON) + 1
	}
	q.heldEvents -= len(envelopes)
	q.settled += uint64(len(envelopes))
	close(q.changed)
	q.changed = make(chan struct{})
}

// take answers the next batch. Nil where there is none, or where it is not full and nobody is in a hurry.
func (q *queue) take(hurried bool) []Envelope {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	full := len(q.waiting) >= q.batchEvents || q.waitingBytes >= q.batchSize
	if len(q.waiting) == 0 || !(full || hurried || q.settled < q.flushTo) {
		return nil
	}
	count, size := 0, 0
	for count < len(q.waiting) && count < q.batchEvents {
		size += len(q.waiting[count].JSON) + 1
		if count > 0 && size > q.batchSize {
			break
		}
		count++
	}
	batch := append([]Envelope(nil), q.waiting[:count]...)
	q.shift(count)
	return batch
}

// settle forgets what was delivered or dropped.
func (q *queue) settle(batch []Envelope) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.release(batch)
}

// flush waits until all that is queued now is settled.
func (q *queue) flush(ctx context.Context) error {
	q.mutex.Lock()
	target := q.queued
	q.flushTo = max(q.flushTo, target)
	for q.settled < target {
		changed := q.changed
		q.mutex.Unlock()
		q.signal()
		select {
		case <-changed:
			q.mutex.Lock()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	q.mutex.Unlock()
	return nil
}

// close lets nothing more in.
func (q *queue) close() {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.closed = true
	close(q.changed)
	q.changed = make(chan struct{})
}

// drain empties the queue, once nobody takes from it any more.
func (q *queue) drain() []Envelope {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	left := q.waiting
	q.waiting, q.waitingBytes = nil, 0
	q.release(left)
	return left
}

func (q *queue) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}
