/** Something that can be chosen. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Said behind it, more quietly. */
  readonly hint?: string;
}

/** Whether a choice answers to what was typed: every word stands in its value, label or hint. */
export function answers({ value, label, hint }: Choice, query: string): boolean {
  const text = `${value} ${label} ${hint ?? ''}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}
