import type { Catalog, Event } from '@eventbook/shared/catalog/model';
import { Judge, type Verdict } from '@eventbook/shared/event/judge';
import { largestEvent } from '@eventbook/shared/event/largest-event';
import type { ViolationCode } from '@eventbook/shared/event/violation';
import { columnTypeText } from '@eventbook/shared/warehouse/column-type-text';
import { type Column, quarantineColumns, tableColumns } from '@eventbook/shared/warehouse/columns';
import { tableName } from '@eventbook/shared/warehouse/table-name';
import type { SampleVerdict } from '../../api/sample.js';

/** Judges what somebody wrote as a collector would that has this very catalog, and says where it would be kept. */
export function judgeSample(catalog: Catalog, environment: string, text: string): SampleVerdict {
  const read = parsed(text);
  // The body of a request, which a collector refuses whole; a list would be many events.
  if (read.problem !== undefined) return refused('malformed_json', read.problem);
  if (Array.isArray(read.value))
    return refused('not_an_object', 'This is a list; one event is tried at a time.');
  const draft = catalog.events.get(ownText(read.value, 'event') ?? '');
  const isDraft = draft?.card.status === 'draft';
  const judged = isDraft ? withPublished(catalog, draft) : catalog;
  // No sequence that a sender may know is ahead of the files themselves.
  const judge = new Judge(judged, { sequence: Number.MAX_SAFE_INTEGER });
  const verdict = verdictOn(judge, environment, text, read.value);
  const lands = verdict.outcome === 'rejected' ? undefined : landing(judged, verdict);
  const { outcome, violations } = verdict;
  return { outcome, violations, isDraft, ...(lands === undefined ? {} : { lands }) };
}

interface Read {
  readonly value: unknown;
  readonly problem?: string;
}

function parsed(text: string): Read {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { value: undefined, problem: error instanceof Error ? error.message : String(error) };
  }
}

function refused(code: ViolationCode, message: string): SampleVerdict {
  return { outcome: 'rejected', violations: [{ code, pointer: '', message }], isDraft: false };
}

function verdictOn(judge: Judge, environment: string, text: string, value: unknown): Verdict {
  const bytes = Buffer.byteLength(text);
  if (bytes > largestEvent) {
    const message = `the event has ${bytes} bytes, at most ${largestEvent} are taken`;
    return judge.judgeTooLarge(value, text, { code: 'too_large', pointer: '', message });
  }
  const source = ownText(value, 'source') ?? 'any';
  const sender = { environment, source: source.includes('/') ? source : `${environment}/${source}` };
  return judge.judge(value, sender, () => text);
}

/** What is kept of it, by the columns that it fills. */
function landing(catalog: Catalog, { table, content, eventId }: Verdict): SampleVerdict['lands'] {
  const event = catalog.events.get(table);
  const columns = event === undefined ? quarantineColumns() : tableColumns(catalog, event);
  const stored = {
    ...(JSON.parse(content === '' ? '{}' : `{${content}}`) as object),
    ...(eventId === undefined ? {} : { event_id: eventId }),
  };
  return {
    table: event === undefined ? 'quarantine' : tableName(event.name),
    isQuarantine: event === undefined,
    columns: columns
      .filter((column) => isFilled(stored, column))
      .map(({ name, type }) => ({ name, type: columnTypeText(type) })),
  };
}

function isFilled(stored: unknown, { path }: Column): boolean {
  let value = stored;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value !== null;
}

function withPublished(catalog: Catalog, event: Event): Catalog {
  const published: Event = { ...event, card: { ...event.card, status: 'active' } };
  return { ...catalog, events: new Map(catalog.events).set(event.name, published) };
}

function ownText(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const found = (value as Readonly<Record<string, unknown>>)[key];
  return typeof found === 'string' ? found : undefined;
}
