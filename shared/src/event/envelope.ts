/** One event on the wire, as its sender wrote it (design: the wire). Times are microseconds since the epoch. */
export interface Envelope {
  readonly event: string;
  readonly version: number;
  readonly event_id?: string;
  readonly event_time?: number;
  readonly client_time?: number;
  readonly environment?: string;
  readonly source?: string;
  readonly environment_version?: number;
  readonly langpack?: string;
  readonly sequence?: number;
  readonly sample_rate?: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The keys an envelope may have, in the order in which a stored event has them. */
export const envelopeKeys = [
  'event',
  'version',
  'event_id',
  'event_time',
  'client_time',
  'environment',
  'source',
  'environment_version',
  'langpack',
  'sequence',
  'sample_rate',
  'fields',
] as const satisfies readonly (keyof Envelope)[];
