package eventbook

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
)

// Outcome is what became of an event that was not simply accepted.
type Outcome string

const (
	// Flagged events are stored, with what does not fit left out of their columns.
	Flagged Outcome = "flagged"
	// Quarantined events are kept apart, whole.
	Quarantined Outcome = "quarantined"
	// Rejected events are not kept.
	Rejected Outcome = "rejected"
	// NotAccepted is one of the three above, where an answer does not tell which.
	NotAccepted Outcome = "not accepted"
	// Dropped events did not reach a collector.
	Dropped Outcome = "dropped"
)

// Problem is one event that was not simply accepted, and one reason for it.
type Problem struct {
	Outcome Outcome
	Event   string
	Version int
	ID      UUID
	// Code is the collector's; or too_large, queue_full, refused or closed where the event was dropped.
	Code    string
	Pointer string
	Message string
}

func (p Problem) String() string {
	return fmt.Sprintf("%s version %d was %s: %s: %s", p.Event, p.Version, p.Outcome, p.Code, p.Message)
}

// ProblemError is what Send answers where Strict is set.
type ProblemError struct{ Problem }

func (e *ProblemError) Error() string { return e.Problem.String() }

const mostRemembered = 1000

// reporter hands problems on, one at a time.
type reporter struct {
	mutex     sync.Mutex
	onProblem func(Problem)
	logger    *slog.Logger
	told      map[string]struct{}
}

func (r *reporter) report(problem Problem) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	defer func() {
		if cause := recover(); cause != nil {
			r.logger.Error("eventbook: OnProblem panicked", "cause", cause)
		}
	}()
	if r.onProblem != nil {
		r.onProblem(problem)
		return
	}
	kind := string(problem.Outcome) + problem.Event + problem.Code
	if _, known := r.told[kind]; known || len(r.told) >= mostRemembered {
		return
	}
	r.told[kind] = struct{}{}
	r.logger.LogAttrs(context.Background(), slog.LevelWarn, "eventbook: "+problem.String(),
		slog.String("event_id", problem.ID.String()), slog.String("pointer", problem.Pointer))
}

func (r *reporter) dropped(envelope Envelope, code, message string) {
	r.report(Problem{
		Outcome: Dropped, Event: envelope.Event, Version: envelope.Version, ID: envelope.ID,
		Code: code, Message: message,
	})
}

// problemsOf says of each event that an answer speaks of what it says.
func problemsOf(answer Answer, batch []Envelope) []Problem {
	problems := make([]Problem, 0, len(answer.Errors))
	for _, one := range answer.Errors {
		if one.Index < 0 || one.Index >= len(batch) {
			continue
		}
		outcome := one.Outcome
		if outcome == "" {
			outcome = NotAccepted
		}
		envelope := batch[one.Index]
		problems = append(problems, Problem{
			Outcome: outcome, Event: envelope.Event, Version: envelope.Version, ID: envelope.ID,
			Code: one.Code, Pointer: one.Pointer, Message: one.Message,
		})
	}
	return problems
}
