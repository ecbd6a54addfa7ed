import type { HourCloser } from '../sinks/warehouse/hour-closer.js';
import type { WarehouseIntake } from '../sinks/warehouse/warehouse-intake.js';
import type { SetAside } from '../sinks/set-aside.js';
import type { MetricName, Sample } from './table.js';

/** What a warehouse sink knows. */
export function sinkSamples(hours: HourCloser, intake: WarehouseIntake, setAside: SetAside): Sample[] {
  const samples: Sample[] = [];
  const add = (metric: MetricName, value: number, labels: Sample['labels'] = {}): void => {
    samples.push({ metric, labels, value });
  };
  const { counts, connected } = intake;
  add('eventbook_sink_messages_total', counts.messages);
  add('eventbook_sink_bytes_total', counts.bytes);
  add('eventbook_sink_events_total', counts.events);
  add('eventbook_sink_again_total', counts.again);
  add('eventbook_sink_nsqd_connected', connected);
  add('eventbook_sink_replays_asked_total', hours.asked);
  add('eventbook_sink_hours_absent', hours.absent.size);
  for (const [reason, count] of setAside.counts) add('eventbook_sink_set_aside_total', count, { reason });
  for (const [state, count] of Object.entries(hours.written))
    add('eventbook_collector_hours_written_total', count, { state });
  add('eventbook_collector_hours_waiting', hours.waiting);
  for (const [code, count] of hours.failures) add('eventbook_collector_hour_failures_total', count, { code });
  add('eventbook_collector_writer_rows_total', hours.rows);
  return samples;
}
