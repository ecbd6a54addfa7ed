import { parser } from '@prometheus-io/lezer-promql';

/** One series that an expression asks for. */
export interface Selector {
  readonly metric: string;
  /** Whose values it wants to know, and by which it is grouped. */
  readonly labels: readonly string[];
}

/** Every series that an expression of PromQL asks for. Throws where it is none. */
export function selectorsOf(expression: string): Selector[] {
  // Grafana puts its variables in before Prometheus sees the text.
  const text = expression.replaceAll('$__rate_interval', '5m').replaceAll('$__all', '.*');
  const selectors: Selector[] = [];
  const groupings: { readonly to: number; readonly labels: string[] }[] = [];
  parser.parse(text).iterate({
    enter({ name, from, to, type, node }) {
      if (type.isError) throw new Error(`not PromQL at ${from}: ${text}`);
      if (name === 'AggregateExpr') groupings.push({ to, labels: groupedBy(text, node) });
      if (name !== 'VectorSelector') return;
      const metric = text.slice(from, node.getChild('Identifier')?.to ?? from);
      const matched = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
      const labels = matched.map((one) => textOf(text, one.getChild('LabelName')));
      const around = groupings.filter((grouping) => from < grouping.to).flatMap((one) => one.labels);
      selectors.push({ metric, labels: [...labels, ...around] });
    },
  });
  return selectors;
}

type Node = Parameters<
  NonNullable<Parameters<ReturnType<typeof parser.parse>['iterate']>[0]['enter']>
>[0]['node'];

function groupedBy(text: string, aggregate: Node): string[] {
  const labels = aggregate
    .getChild('AggregateModifier')
    ?.getChild('GroupingLabels')
    ?.getChildren('LabelName');
  return (labels ?? []).map((label) => textOf(text, label));
}

function textOf(text: string, node: Node | null): string {
  return node === null ? '' : text.slice(node.from, node.to);
}
