import type { Outcome } from '@eventbook/shared/event/outcome';
import type { Violation } from '@eventbook/shared/event/violation';
import { Type } from '@sinclair/typebox';
import { method } from './method.js';

/** What a collector that has the catalog as it was typed last would make of an envelope. */
export interface SampleVerdict {
  readonly outcome: Outcome;
  readonly violations: readonly Violation[];
  /** Where it would be kept; none where it is rejected. */
  readonly lands?: {
    readonly table: string;
    readonly isQuarantine: boolean;
    /** Those that get a value from what was written, in the order of the table. */
    readonly columns: readonly { readonly name: string; readonly type: string }[];
  };
  /** The event is a draft: it was judged as if it were published, which no collector does before. */
  readonly isDraft: boolean;
}

export interface SampleExample {
  readonly text: string;
  /** Fields with a pattern for which no value could be thought of; they hold a text that says so. */
  readonly unmet: readonly string[];
}

/** What a collector said to an envelope. */
export interface CollectorAnswer {
  readonly address: string;
  /** Of HTTP. */
  readonly status: number;
  readonly accepted: number;
  readonly flagged: number;
  readonly quarantined: number;
  readonly rejected: number;
  readonly errors: readonly Violation[];
}

export interface SamplePlaces {
  /** Of the collectors that the catalog names. */
  readonly addresses: readonly string[];
  /** A write key is kept, or stands in the environment: none has to be typed. */
  readonly hasKey: boolean;
}

const name = Type.String({ maxLength: 1000 });
const environment = Type.String({ maxLength: 200 });
/** Far more than an event may have, so that what is too large is judged too large. */
const text = Type.String({ maxLength: 16 * 1024 * 1024 });

export const sampleMethods = {
  'sample.judge': method<SampleVerdict>()(Type.Object({ environment, text })),
  'sample.example': method<SampleExample>()(
    Type.Object({ event: name, version: Type.Integer({ minimum: 1 }), environment }),
  ),
  'sample.places': method<SamplePlaces>()(Type.Object({ environment })),
  /** Sends for real. Without a key, with that which is known. Throws what kept it from being taken. */
  'sample.send': method<CollectorAnswer>()(
    Type.Object({ environment, address: name, text, key: Type.Optional(name) }),
  ),
};
