import type { Outcome } from '@eventbook/shared/event/outcome';
import { Type } from '@sinclair/typebox';
import { method } from './method.js';
import type { WireError } from './wire-error.js';

/** An event as a collector shows it to whoever watches: what is personal is masked, and no sender's words are quoted. */
export interface LiveEvent {
  /** '' where the collector's catalog does not know it. */
  readonly event: string;
  readonly outcome: Outcome;
  /** `<environment>/<source>` */
  readonly source: string;
  /** RFC 3339. */
  readonly at: string;
  readonly violations: readonly { readonly code: string; readonly pointer: string }[];
  /** The whole of it as JSON, for people; cut where it is long. */
  readonly text: string;
}

export type LiveState =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting'; readonly address: string }
  | { readonly kind: 'live'; readonly address: string }
  | {
      readonly kind: 'lost';
      readonly address: string;
      readonly problem: WireError;
      /** Milliseconds until it is tried again. */
      readonly again: number;
    };

/** What came in since it was told last. */
export interface LiveReport {
  /** Oldest first. */
  readonly events: readonly LiveEvent[];
  /** How many passed that are not shown: the collector shows a sample where there are very many. */
  readonly leftOut: number;
}

export interface LiveEvents {
  'live.state': LiveState;
  'live.came': LiveReport;
}

const word = Type.String({ maxLength: 1000 });

export const liveMethods = {
  /** Watches what comes in at a collector, in place of what was watched; an empty list asks for all. Throws usage. */
  'live.watch': method<null>()(
    Type.Object({
      address: word,
      events: Type.Array(word, { maxItems: 20 }),
      sources: Type.Array(word, { maxItems: 20 }),
      outcomes: Type.Array(word, { maxItems: 4 }),
    }),
  ),
  'live.stop': method<null>()(Type.Object({})),
};
