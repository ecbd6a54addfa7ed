package eventbook

import (
	"math/rand"
	"sync/atomic"
	"time"
)

// trustedFor is how long switches are obeyed after they were last heard: then everything is sent again.
const trustedFor = 10 * time.Minute

// switchboard holds what was last heard of what is paused or sampled.
type switchboard struct{ heard atomic.Pointer[heardSwitches] }

type heardSwitches struct {
	switches Switches
	at       time.Time
}

// shareOf answers the share of an event that is sent: 0 for none, 1 for all.
func (b *switchboard) shareOf(event string) float64 {
	heard := b.heard.Load()
	if heard == nil {
		return 1
	}
	one, isSwitched := heard.switches[event]
	if !isSwitched || time.Since(heard.at) > trustedFor {
		return 1
	}
	if one.Pause {
		return 0
	}
	if one.Sample > 0 && one.Sample < 1 {
		return one.Sample
	}
	return 1
}

// watchSwitches asks for them again and again until the client's life is over.
func (c *core) watchSwitches() {
	defer c.work.Done()
	for {
		c.askSwitches()
		if !c.sleep(c.options.SwitchesInterval/2 + jittered(c.options.SwitchesInterval, rand.Float64())) {
			return
		}
	}
}

func (c *core) askSwitches() {
	defer func() {
		if cause := recover(); cause != nil {
			c.options.Logger.Error("eventbook: the transport panicked", "cause", cause)
		}
	}()
	switches, err := c.options.Transport.Switches(c.life)
	if err != nil {
		c.options.Logger.Debug("eventbook: switches could not be had", "cause", err)
		return
	}
	c.switches.heard.Store(&heardSwitches{switches: switches, at: time.Now()})
}
