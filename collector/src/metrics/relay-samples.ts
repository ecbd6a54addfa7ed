import type { Relay } from '../relay/relay.js';
import type { MetricName, Sample } from './table.js';

/** What the relay knows of each destination. */
export function relaySamples({ destinations, behind }: Pick<Relay, 'destinations' | 'behind'>): Sample[] {
  return [...destinations].flatMap(([destination, { counts, trouble }]) => {
    const labels = { destination };
    const sample = (metric: MetricName, value: number): Sample => ({ metric, labels, value });
    const { events = 0, seconds = 0 } = behind.get(destination) ?? {};
    return [
      sample('eventbook_collector_relay_events_total', counts.events),
      sample('eventbook_collector_relay_messages_total', counts.messages),
      sample('eventbook_collector_relay_bytes_total', counts.bytes),
      sample('eventbook_collector_relay_failures_total', counts.failures),
      sample('eventbook_collector_relay_oversize_total', counts.oversize),
      sample('eventbook_collector_relay_cut_off_total', counts.cutOff),
      sample('eventbook_collector_relay_behind_events', events),
      sample('eventbook_collector_relay_behind_seconds', seconds),
      sample('eventbook_collector_relay_stuck', trouble === undefined ? 0 : 1),
    ];
  });
}
