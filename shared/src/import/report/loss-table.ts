import type { LossEffect } from '../loss.js';
import type { ImportReport } from './import-report.js';

/** One kind of loss, counted. */
export interface LossRow {
  readonly effect: LossEffect;
  readonly keyword: string;
  /** In so many schemas. */
  readonly schemas: number;
  /** In so many of them it is all that was lost. */
  readonly alone: number;
  /** As it was told the first time. */
  readonly example: string;
}

/** What was lost of the schemas that came over, the most frequent first. */
export function lossTable({ events }: Pick<ImportReport, 'events'>): readonly LossRow[] {
  const rows = new Map<string, { -readonly [Key in keyof LossRow]: LossRow[Key] }>();
  for (const { state, versions } of events) {
    if (state === 'refused') continue;
    for (const { losses } of versions) {
      const kinds = new Map(losses.map((loss) => [`${loss.effect} ${loss.keyword}`, loss]));
      for (const [key, { effect, keyword, reason }] of kinds) {
        const row = rows.get(key) ?? { effect, keyword, schemas: 0, alone: 0, example: reason };
        row.schemas += 1;
        if (kinds.size === 1) row.alone += 1;
        rows.set(key, row);
      }
    }
  }
  return [...rows.values()].sort((a, b) => b.schemas - a.schemas || (a.keyword < b.keyword ? -1 : 1));
}
