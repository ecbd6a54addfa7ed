import type { Catalog } from '../catalog/model.js';
import { quoted } from '../catalog/quote.js';
import { envelopeContent, fieldsContent, reasonMembers, saidText } from './content-text.js';
import type { ContractValidator } from './contract-validator.js';
import { inspectFields, isPlain } from './inspect-fields.js';
import type { Outcome } from './outcome.js';
import { EnvelopeProof } from './proof/envelope-proof.js';
import type { Decode } from './proof/prove-value.js';
import { isObject, readEnvelope, type EnvelopeReading } from './read-envelope.js';
import { type KnownContract, ValidatorCache } from './validator-cache.js';
import { mostViolations, type Violation } from './violation.js';

/** Who sends, as the write key says. `source` is the full name, `<environment>/<name>`. */
export interface Sender {
  readonly environment: string;
  readonly source: string;
}

export interface Verdict {
  readonly outcome: Outcome;
  /** The event's name for what goes to its table; '' for the quarantine and for what is rejected. */
  readonly table: string;
  /** As the sender gave it, in lower case; undefined where there is none that could be one. */
  readonly eventId: string | undefined;
  /** The stored event's members from `event` on, without braces; '' for what is rejected. */
  readonly content: string;
  /** What the sender said, equal in all sendings of one event however they are judged; '' for what is rejected. */
  readonly said: string;
  /** At most 50. */
  readonly violations: readonly Violation[];
  /** The sender knows a newer snapshot, by which this might be judged otherwise. */
  readonly aheadOfSnapshot: boolean;
}

const noViolations: readonly Violation[] = [];

/**
 * Judges events by one snapshot. The same input gets the same verdict whatever the time and whoever asks.
 * Validators are compiled when they are first needed; a swap of snapshots may do it before (`known`, `prepare`).
 */
export class Judge {
  readonly #validators: ValidatorCache;
  #sequence: number;

  constructor(catalog: Catalog, options: { readonly sequence: number }) {
    this.#validators = new ValidatorCache(catalog);
    this.#sequence = options.sequence;
  }

  /** A newer statement of the same content: only what is ahead of it changes. */
  advance(sequence: number): void {
    this.#sequence = sequence;
  }

  /**
   * Judges what JSON.parse made of one envelope. It is not changed, and nothing of it is kept. `raw` gives the
   * sender's text (or, for an item of a list, `jsonText` of it), and is asked for only where it is stored.
   */
  judge(envelope: unknown, sender: Sender, raw: () => string): Verdict {
    if (!isObject(envelope)) {
      return this.judgeUnreadable(raw(), {
        code: 'not_an_object',
        pointer: '',
        message: 'an event is a JSON object',
      });
    }
    const reading = readEnvelope(envelope);
    const { event, version, fields } = reading;
    if (
      reading.violations !== undefined ||
      event === undefined ||
      version === undefined ||
      fields === undefined
    ) {
      return quarantined(reading, reading.violations ?? noViolations, raw);
    }
    if (isOfAnother(reading, sender)) return quarantined(reading, mismatches(reading, sender), raw);
    const validator = this.#validators.find(sender.environment, event, version, reading.environmentVersion);
    if (!('validate' in validator)) {
      return this.#quarantinedPerhapsAhead(reading, [validator.violation], validator.mendable, raw);
    }
    if (validator.validate(fields) && isPlain(validator, fields)) {
      const kept = validator.normalise === undefined ? fields : validator.normalise(fields);
      const content = fieldsContent(validator.head, reading, kept);
      if (content !== undefined) {
        const said = kept === fields ? content : saidText(reading, raw);
        return stored('accepted', validator, reading, content, said, noViolations);
      }
    }
    return this.#judgeClosely(validator, reading, fields, raw);
  }

  /**
   * What proves, from the bytes of envelopes of one environment, that `judge` would accept them.
   */
  proofs(environment: string, decode: Decode): EnvelopeProof {
    return new EnvelopeProof(
      (bytes, view, start, end, environmentVersion) =>
        this.#validators.findByHead(environment, bytes, view, start, end, environmentVersion, decode),
      decode,
    );
  }

  /** A line that is no JSON: kept whole, by itself. */
  judgeUnreadable(raw: string, violation: Violation): Verdict {
    return unread(reasonMembers([violation], raw), raw, violation);
  }

  /** An event that is kept for its size alone; what can be told of its envelope is told. */
  judgeTooLarge(envelope: unknown, raw: string, violation: Violation): Verdict {
    if (!isObject(envelope)) return this.judgeUnreadable(raw, violation);
    return quarantined(readEnvelope(envelope), [violation], () => raw);
  }

  /** The same for bytes that are no text: kept as base64. */
  judgeUndecodable(rawBase64: string, violation: Violation): Verdict {
    return unread(
      `"_violations":${JSON.stringify([violation])},"_raw_base64":${JSON.stringify(rawBase64)}`,
      rawBase64,
      violation,
    );
  }

  /**
   * Makes one contract ready before it is needed, and tries it; false where this snapshot has none such. Throws where it
   * cannot be judged by.
   */
  prepare(known: KnownContract): boolean {
    if (!this.#validators.prepare(known)) return false;
    const { environment, event, version, environmentVersion } = known.key;
    if (!known.closely) return true;
    const envelope = { event, version, fields: {} };
    const more = environmentVersion === undefined ? {} : { environment_version: environmentVersion };
    this.judge({ ...envelope, ...more }, { environment, source: `${environment}/self-test` }, () => '{}');
    return true;
  }

  /** What was judged by since the period before this one began: what a next snapshot's judge should make ready. */
  known(): KnownContract[] {
    return this.#validators.usedLately();
  }

  /** Marks the time, so that `known` can forget: call it as often as validators should be remembered for. */
  beginPeriod(): void {
    this.#validators.beginPeriod();
  }

  #judgeClosely(
    validator: ContractValidator,
    reading: EnvelopeReading,
    fields: Readonly<Record<string, unknown>>,
    raw: () => string,
  ): Verdict {
    const report = inspectFields(validator, fields);
    const { violations, unstorable, extra } = report;
    if (unstorable !== undefined) return quarantined(reading, [unstorable, ...violations], raw);
    if (report.isMendable && this.#isAhead(reading)) {
      return this.#quarantinedPerhapsAhead(reading, violations, true, raw);
    }
    if (violations.length > 0 && validator.policy !== 'flag') {
      return validator.policy === 'reject'
        ? {
            outcome: 'rejected',
            table: '',
            eventId: reading.eventId,
            content: '',
            said: '',
            violations,
            aheadOfSnapshot: false,
          }
        : quarantined(reading, violations, raw);
    }
    const kept = validator.normalise === undefined ? report.fitting : validator.normalise(report.fitting);
    let content = fieldsContent(validator.head, reading, kept) ?? '';
    if (violations.length > 0) content += `,${reasonMembers(violations, raw())}`;
    if (extra !== undefined) content += `,"_extra":${JSON.stringify(extra)}`;
    const outcome = violations.length > 0 ? 'flagged' : 'accepted';
    return stored(outcome, validator, reading, content, saidText(reading, raw), violations);
  }

  #isAhead(reading: EnvelopeReading): boolean {
    return reading.sequence !== undefined && reading.sequence > this.#sequence;
  }

  #quarantinedPerhapsAhead(
    reading: EnvelopeReading,
    violations: readonly Violation[],
    isMendable: boolean,
    raw: () => string,
  ): Verdict {
    if (!isMendable || !this.#isAhead(reading)) return quarantined(reading, violations, raw);
    const message = `the sender was built from snapshot ${reading.sequence}, which this collector does not have yet`;
    const ahead: Violation = { code: 'ahead_of_snapshot', pointer: '/sequence', message };
    return { ...quarantined(reading, [ahead, ...violations], raw), aheadOfSnapshot: true };
  }
}

function stored(
  outcome: 'accepted' | 'flagged',
  validator: ContractValidator,
  reading: EnvelopeReading,
  content: string,
  said: string,
  violations: readonly Violation[],
): Verdict {
  return {
    outcome,
    table: validator.event,
    eventId: reading.eventId,
    content,
    said,
    violations,
    aheadOfSnapshot: false,
  };
}

function quarantined(reading: EnvelopeReading, violations: readonly Violation[], raw: () => string): Verdict {
  const kept = violations.slice(0, mostViolations);
  const envelope = envelopeContent(reading);
  const reasons = reasonMembers(kept, raw());
  return {
    outcome: 'quarantined',
    table: '',
    eventId: reading.eventId,
    content: envelope === '' ? reasons : `${envelope},${reasons}`,
    said: saidText(reading, raw),
    violations: kept,
    aheadOfSnapshot: false,
  };
}

function unread(content: string, said: string, violation: Violation): Verdict {
  return {
    outcome: 'quarantined',
    table: '',
    eventId: undefined,
    content,
    said,
    violations: [violation],
    aheadOfSnapshot: false,
  };
}

function isOfAnother(reading: EnvelopeReading, sender: Sender): boolean {
  const { environment, source } = reading;
  return (
    (environment !== undefined && environment !== sender.environment) ||
    (source !== undefined && source !== sender.source && `${sender.environment}/${source}` !== sender.source)
  );
}

function mismatches(reading: EnvelopeReading, sender: Sender): Violation[] {
  const isEnvironment = reading.environment !== undefined && reading.environment !== sender.environment;
  const named = isEnvironment ? reading.environment : reading.source;
  const own = isEnvironment ? sender.environment : sender.source;
  const key = isEnvironment ? 'environment' : 'source';
  const message = `${key} is ${quoted(named ?? '')}, but the write key belongs to ${own}`;
  return [{ code: 'source_mismatch', pointer: `/${key}`, message }];
}
