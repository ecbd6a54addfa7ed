import Table from 'cli-table3';

export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The figure of the same run that it is held against, and the ratio that it has to reach. */
  readonly baseline?: { readonly what: string; readonly value: number; readonly bar?: number };
  /** An absolute bar, where the issue names one. */
  readonly bar?: number;
  readonly note?: string;
  /** Whether less is better: then bars are reached from above. */
  readonly isLess?: boolean;
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

function cells({ what, value, unit, baseline, bar, note, isLess = false }: Figure): string[] {
  const ratio = baseline === undefined ? undefined : value / baseline.value;
  const wanted = baseline?.bar ?? bar;
  const reached = baseline?.bar === undefined ? value : (ratio ?? 0);
  const isReached = wanted === undefined || (isLess ? reached <= wanted : reached >= wanted);
  return [
    what,
    `${number.format(value)} ${unit}`,
    ratio === undefined ? '' : `${number.format(ratio)} × ${baseline?.what ?? ''}`,
    wanted === undefined
      ? ''
      : `${isLess ? '≤' : '≥'} ${number.format(wanted)} ${isReached ? 'met' : 'missed'}`,
    note ?? '',
  ];
}

const head = ['figure', 'measured', 'against its baseline', 'bar', 'note'];

export function asTerminalTable(figures: readonly Figure[]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...figures.map(cells));
  return table.toString();
}

export function asMarkdown(figures: readonly Figure[]): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...figures.map((figure) => line(cells(figure)))].join(
    '\n',
  );
}
