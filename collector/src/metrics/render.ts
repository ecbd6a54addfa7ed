import { AggregatorRegistry, prometheusContentType } from 'prom-client';
import { metrics, type MetricName, type Sample } from './table.js';

/** What a Prometheus server is told the text is. */
export const metricsContentType = prometheusContentType;

/** The text of /metrics: the samples of all processes, summed or the highest, as each metric says. */
export function renderMetrics(samplesOfProcesses: readonly (readonly Sample[])[]): Promise<string> {
  return AggregatorRegistry.aggregate(samplesOfProcesses.map(asMetricObjects)).metrics();
}

function asMetricObjects(samples: readonly Sample[]): object[] {
  return (Object.keys(metrics) as MetricName[]).map((name) => {
    const { type, help, aggregator } = metrics[name];
    const values = samples
      .filter((sample) => sample.metric === name)
      .map(({ labels, value, suffix }) => ({ labels, value, metricName: `${name}${suffix ?? ''}` }));
    return { name, type, help, aggregator, values };
  });
}
