package eventbook

import (
	"context"
	"errors"
	"math/rand"
	"net/http"
	"time"
)

// deliverAll sends batches until the client's life is over.
func (c *core) deliverAll() {
	defer c.work.Done()
	tick := time.NewTicker(c.options.FlushInterval)
	defer tick.Stop()
	for {
		hurried := false
		select {
		case <-c.life.Done():
			return
		case <-tick.C:
			hurried = true
		case <-c.queue.wake:
		}
		for c.life.Err() == nil {
			batch := c.queue.take(hurried)
			if batch == nil {
				break
			}
			c.deliver(batch)
			c.queue.settle(batch)
		}
	}
}

// deliver tries until the batch is taken or refused, or the client's life is over.
func (c *core) deliver(batch []Envelope) {
	pause := c.options.RetryFrom
	for {
		answer, err := c.attempt(c.life, batch)
		var retry *RetryError
		var refused *RefusedError
		switch {
		case err == nil:
			for _, problem := range problemsOf(answer, batch) {
				c.reporter.report(problem)
			}
			return
		case errors.As(err, &retry):
			c.options.Logger.Warn("eventbook: a batch will be tried again", "events", len(batch), "cause", retry.Cause)
			if !c.sleep(max(jittered(pause, rand.Float64()), retry.After)) {
				c.drop(batch, "closed", "the client was closed before it could be sent")
				c.undelivered.Add(int64(len(batch)))
				return
			}
			pause = min(pause*2, c.options.RetryTo)
		case errors.As(err, &refused) && refused.Status == http.StatusRequestEntityTooLarge && len(batch) > 1:
			c.deliver(batch[:len(batch)/2])
			c.deliver(batch[len(batch)/2:])
			return
		default:
			c.options.Logger.Error("eventbook: a batch was dropped", "events", len(batch), "cause", err)
			c.drop(batch, "refused", err.Error())
			return
		}
	}
}

// attempt keeps a transport of the program's own from taking the program down.
func (c *core) attempt(ctx context.Context, batch []Envelope) (answer Answer, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			c.options.Logger.Error("eventbook: the transport panicked", "cause", cause)
			err = errors.New("the transport panicked")
		}
	}()
	return c.options.Transport.Deliver(ctx, batch)
}

func (c *core) drop(batch []Envelope, code, message string) {
	for _, envelope := range batch {
		c.reporter.dropped(envelope, code, message)
	}
}

// sleep answers false where the client's life ended meanwhile.
func (c *core) sleep(pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-c.life.Done():
		return false
	}
}

// deliverStrictly sends one event at once and answers whatever was not right.
func (c *core) deliverStrictly(ctx context.Context, envelope Envelope) error {
	batch := []Envelope{envelope}
	answer, err := c.attempt(ctx, batch)
	if err != nil {
		c.reporter.dropped(envelope, "refused", err.Error())
		return err
	}
	problems := problemsOf(answer, batch)
	for _, problem := range problems {
		c.reporter.report(problem)
	}
	if len(problems) > 0 {
		return &ProblemError{problems[0]}
	}
	return nil
}

func (c *core) takeUndelivered() int { return int(c.undelivered.Swap(0)) }
