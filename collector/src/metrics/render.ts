import { AggregatorRegistry, prometheusContentType } from 'prom-client';
import { metrics, type MetricName, type Sample } from './table.js';

/** What a Prometheus server is told the text is. */
export const metricsContentType = prometheusContentType;

/** The text of /metrics: the samples of all processes, summed or the highest, as each metric says. */
export function renderMetrics(samplesOfProcesses: readonly (readonly Sample[])[]): Promise<string> {
  return AggregatorRegistry.aggregate(samplesOfProcesses.map(asMetricObjects)).metrics();
}

/** One value of one metric, over all processes. */
export interface MetricValue {
  /** A histogram's has its suffix. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** The same numbers as /metrics, for programs of ours. */
export async function metricValues(
  samplesOfProcesses: readonly (readonly Sample[])[],
): Promise<MetricValue[]> {
  const registry = AggregatorRegistry.aggregate(samplesOfProcesses.map(asMetricObjects));
  return (await registry.getMetricsAsJSON()).flatMap(({ name, values }) =>
    (values as readonly (Omit<MetricValue, 'name'> & { metricName?: string })[]).map((one) => ({
      name: one.metricName ?? name,
      labels: one.labels,
      value: one.value,
    })),
  );
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
