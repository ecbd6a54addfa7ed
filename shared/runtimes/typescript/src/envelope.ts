import { FieldSet, type CommonFields, type LangpackEvent } from './field-set.js';

/** What generated code says of the package itself. */
export interface PackageDescription {
  readonly environment: string;
  /** `typescript/0.1.17`. */
  readonly langpack: string;
  /** Of the snapshot that it was generated from. */
  readonly sequence: number;
  /** The catalog's. */
  readonly collectors: readonly string[];
  /** Whether the clock is that of somebody's device. */
  readonly onDevice: boolean;
}

export interface Occurrence {
  readonly id: string;
  /** Microseconds since 1970. */
  readonly time: number;
  readonly sampleRate: number;
}

/** An event on the wire. A field that both have is the event's. */
export function envelopeOf(
  about: PackageDescription,
  event: LangpackEvent,
  common: CommonFields | undefined,
  { id, time, sampleRate }: Occurrence,
): Readonly<Record<string, unknown>> {
  const { event: name, version } = FieldSet.contractOf(event);
  return {
    event: name,
    version,
    event_id: id,
    [about.onDevice ? 'client_time' : 'event_time']: time,
    ...(common === undefined ? {} : { environment_version: FieldSet.contractOf(common).version }),
    langpack: about.langpack,
    sequence: about.sequence,
    ...(sampleRate === 1 ? {} : { sample_rate: sampleRate }),
    fields:
      common === undefined
        ? FieldSet.wireOf(event)
        : { ...FieldSet.wireOf(common), ...FieldSet.wireOf(event) },
  };
}
