import { AppError } from '@eventbook/shared/errors/app-error';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { emptyHour, type HourJournal, listHourJournals } from './hour-journal.js';
import type { HourSummary } from './hour-summary.js';
import { listManifestHours } from './list-manifests.js';
import { filesOf, readManifest } from './manifest-file.js';
import { noOutcomes, sentOf } from './outcome-sums.js';

export interface HourPlaces {
  readonly journal: string;
  readonly warehouse: string;
  readonly writer: string;
}

/**
 * The hours that journals or manifests know of from `from` on, ascending; where it is not given, from the oldest one on
 * that is in a journal still: what is older is closed, and years of manifests need not be read to say so. Reads seals
 * and manifests, no events.
 */
export async function listHours(places: HourPlaces, from?: Hour): Promise<HourSummary[]> {
  const journals = await listHourJournals(places.journal);
  const since = from ?? [...journals.keys()][0] ?? '';
  const written = await listManifestHours(places.warehouse, places.writer, since);
  const hours = new Set([...[...journals.keys()].filter((hour) => hour >= since), ...written]);
  const summaries: HourSummary[] = [];
  for (const hour of [...hours].sort()) {
    const manifest = await readManifest(places.warehouse, places.writer, hour);
    summaries.push(summaryOf(journals.get(hour) ?? emptyHour(hour), manifest));
  }
  return summaries;
}

/** @throws AppError hour_not_found for the first that no journal and no manifest knows */
export function mustBeKnown(hours: readonly Hour[], known: readonly HourSummary[]): readonly Hour[] {
  const unknown = hours.find((hour) => !known.some((one) => one.hour === hour));
  if (unknown === undefined) return hours;
  const newest = known.at(-1)?.hour;
  throw new AppError('user', 'hour_not_found', `No journal and no manifest knows the hour ${unknown}.`, {
    hint:
      newest === undefined
        ? 'Nothing has been kept in this data directory yet.'
        : `Hours are written in UTC, like ${newest}; \`eventbook-collector hours\` lists them.`,
    data: { hour: unknown },
  });
}

function summaryOf(journal: HourJournal, manifest: Manifest | undefined): HourSummary {
  const written = manifest?.outcomes ?? noOutcomes;
  const inFiles =
    sentOf(written) +
    sentOf(manifest?.elsewhere ?? noOutcomes) -
    (manifest?.waiting_rows ?? 0) -
    (manifest?.waiting_quarantine_rows ?? 0);
  const unwritten = Math.max(0, sentOf(journal.outcomes) - inFiles);
  const tables = Object.values(manifest?.tables ?? {});
  const files = manifest === undefined ? [] : filesOf(manifest);
  return {
    hour: journal.hour,
    state: manifest?.state ?? 'journalled',
    generation: manifest?.generation ?? 0,
    outcomes: unwritten > 0 ? journal.outcomes : written,
    unwritten,
    unsealed: journal.unsealed,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    quarantineRows: manifest?.quarantine.rows ?? 0,
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    repeats: manifest === undefined ? 0 : manifest.repeats + manifest.quarantine_repeats,
    waitingFor: journal.segments.length > 0 ? (manifest?.waiting_for ?? null) : null,
    tables: tables.length,
    absent: manifest?.absent ?? [],
  };
}
