package eventbook

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled when it is first needed.
type Pattern struct {
	told, source string
	once         sync.Once
	compiled     *regexp.Regexp
}

// NewPattern takes the pattern as the catalog has it, for messages, and the same in the syntax of RE2.
func NewPattern(told, source string) *Pattern { return &Pattern{told: told, source: source} }

func (p *Pattern) matches(text string) bool {
	p.once.Do(func() { p.compiled, _ = regexp.Compile(p.source) })
	// What RE2 cannot say is left to the collector.
	return p.compiled == nil || p.compiled.MatchString(text)
}
