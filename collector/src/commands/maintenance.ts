import { stat } from 'node:fs/promises';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import type { ServerConfiguration } from '../config/configuration.js';
import { collectorName } from '../data-directory/collector-name.js';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import type { HourSummary } from '../hours/hour-summary.js';
import type { HourWriter } from '../hours/hour-writer.js';
import type { Reconciliation } from '../hours/reconciliation.js';
import { mustBeKnown } from '../hours/list-hours.js';
import { askCollector } from '../http/control.js';
import { recoverJournals } from '../journal/recover.js';
import { makeLogger } from '../log/logger.js';
import { isOver } from '../processes/hour-clock.js';
import { lockPastOrphans } from '../processes/lock-past-orphans.js';
import { openWriter } from '../processes/open-writer.js';

export type MaintenanceConfiguration = Omit<ServerConfiguration, 'catalog'>;

/** Writes what is journalled now; answers the hours that were written. */
export async function seal(configuration: MaintenanceConfiguration): Promise<readonly Manifest[]> {
  const answer = await askCollector(socketOf(configuration), 'POST /seal');
  return answer ?? alone(configuration, writeUnwritten);
}

/**
 * Writes hours anew, as their next generation.
 * @throws AppError hour_not_found, journal_freed, parquet_failed
 */
export async function rewrite(
  configuration: MaintenanceConfiguration,
  hours: readonly Hour[],
): Promise<readonly Manifest[]> {
  const query = new URLSearchParams(hours.map((hour): [string, string] => ['hour', hour]));
  const answer = await askCollector(socketOf(configuration), 'POST /rewrite', query);
  return (
    answer ??
    alone(configuration, async (writer) => {
      const written: Manifest[] = [];
      for (const hour of mustBeKnown(hours, await writer.listHours(hours.toSorted()[0]))) {
        written.push(await writer.write(hour, isOver(hour) ? 'closed' : 'open'));
      }
      return written;
    })
  );
}

/** The hours that are in a journal still and those after; or from `since` on. */
export async function listHours(
  configuration: MaintenanceConfiguration,
  since?: Hour,
): Promise<readonly HourSummary[]> {
  const answer = await askCollector(socketOf(configuration), 'GET /hours', sinceQuery(since));
  return answer ?? alone(configuration, (writer) => writer.listHours(since));
}

/** Journals, manifests and files held against each other; from `since` on, where it is given. */
export async function reconcile(
  configuration: MaintenanceConfiguration,
  since?: Hour,
): Promise<Reconciliation> {
  const answer = await askCollector(socketOf(configuration), 'GET /reconcile', sinceQuery(since));
  return answer ?? alone(configuration, (writer) => writer.reconcile(since));
}

function sinceQuery(since: Hour | undefined): URLSearchParams {
  return new URLSearchParams(since === undefined ? {} : { since });
}

function socketOf({ data }: MaintenanceConfiguration): string {
  return dataDirectoryLayout(data).controlSocket;
}

/** No collector runs: takes the data directory's lock and does it here. */
async function alone<Result>(
  configuration: MaintenanceConfiguration,
  work: (writer: HourWriter) => Promise<Result>,
): Promise<Result> {
  const { data, name } = configuration;
  await refuseMissing(data);
  const lock = await lockPastOrphans(data);
  try {
    await recoverJournals(dataDirectoryLayout(data).journal);
    const log = makeLogger(configuration.log_level, 'command');
    const writer = await openWriter(configuration, await collectorName(data, name), log);
    try {
      return await work(writer);
    } finally {
      await writer.close();
    }
  } finally {
    await lock.release();
  }
}

/** Nobody is told that all agrees in a folder whose name was mistyped, nor is it made for him. */
export async function refuseMissing(data: string): Promise<void> {
  const found = await stat(data).catch(() => undefined);
  if (found?.isDirectory() === true) return;
  throw new AppError('user', 'file_not_found', `There is no data directory ${data}.`, {
    hint: 'Name the folder that `eventbook-collector serve` was given as --data.',
  });
}

/** Nothing is taken in meanwhile, so what is over can be closed. */
async function writeUnwritten(writer: HourWriter): Promise<readonly Manifest[]> {
  const written: Manifest[] = [];
  for (const { hour, state, unwritten } of await writer.listHours()) {
    const over = isOver(hour);
    if (state === 'closed' || (state === 'open' && unwritten === 0 && !over)) continue;
    written.push(await writer.write(hour, over ? 'closed' : 'open'));
  }
  return written;
}
