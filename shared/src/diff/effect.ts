import type { Affected, Change, What } from './change.js';
import type { ColumnEffect } from './column-effect.js';
import { isAtLeast, type Meaning } from './meaning.js';
import type { Shown, Witness } from './witness.js';

/** Whom something concerns, and the payload that shows it. */
export interface Effect {
  readonly affects: readonly Affected[];
  readonly witness?: Witness;
  readonly assumed?: boolean;
}

export const noEffect: Effect = { affects: [] };

/** The effect of what takes payloads away (`loss`), lets new ones in (`gain`) or takes something from readers. */
export function effectOf(parts: {
  readonly loss?: Shown;
  readonly gain?: Shown;
  readonly readersLose?: boolean;
}): Effect {
  const { loss, gain, readersLose = false } = parts;
  const senders = concerns(loss);
  const readers = readersLose || concerns(gain);
  const affects: Affected[] = [
    ...(senders ? (['senders'] as const) : []),
    ...(readers ? (['readers'] as const) : []),
  ];
  const witness = loss?.witness ?? (senders ? undefined : gain?.witness);
  const assumed =
    affects.length > 0 && witness === undefined && (loss?.isUnknown === true || gain?.isUnknown === true);
  return { affects, ...(witness === undefined ? {} : { witness }), ...(assumed ? { assumed } : {}) };
}

function concerns(shown: Shown | undefined): boolean {
  return shown !== undefined && (shown.witness !== undefined || shown.isUnknown);
}

/** Where a change stands, and what else is known of it. */
export interface ChangePlace {
  readonly file: string;
  readonly pointer?: string;
  readonly effect?: Effect;
  /** The rule of `check` that forbids it. */
  readonly rule?: string;
  readonly columns?: readonly ColumnEffect[];
}

/** Puts a change together; its meaning follows from its effect and the rule. */
export function change(
  what: What,
  { file, pointer = '', effect = noEffect, rule, columns = [] }: ChangePlace,
): Change {
  return {
    what,
    meaning: rule === undefined ? meaningOf(effect) : 'forbidden',
    ...effect,
    file,
    pointer,
    ...(rule === undefined ? {} : { rule }),
    columns,
  };
}

function meaningOf({ affects }: Effect): Meaning {
  if (affects.includes('senders')) return 'affects-senders';
  return affects.includes('readers') ? 'affects-readers' : 'safe';
}

/** Heaviest first; otherwise as they came. */
export function byMeaning(one: Pick<Change, 'meaning'>, other: Pick<Change, 'meaning'>): number {
  if (one.meaning === other.meaning) return 0;
  return isAtLeast(one.meaning, other.meaning) ? -1 : 1;
}
