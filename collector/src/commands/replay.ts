import { addHours, type Hour } from '@eventbook/shared/warehouse/hour';
import { AppError } from '@eventbook/shared/errors/app-error';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import { askCollector } from '../http/control.js';
import type { Replayed } from '../relay/replay.js';

const mostHours = 8784;

/**
 * Has the running collector send hours again to a destination.
 * @throws AppError usage, destination_not_found, collector_unreachable
 */
export async function replay(data: string, destination: string, from: Hour, to: Hour): Promise<Replayed> {
  if (to < from) throw new AppError('user', 'usage', `${to} comes before ${from}.`);
  const query = new URLSearchParams({ destination });
  let count = 0;
  for (let hour = from; hour <= to && count < mostHours; hour = addHours(hour, 1), count += 1)
    query.append('hour', hour);
  const answer = await askCollector(dataDirectoryLayout(data).controlSocket, 'POST /replay', query);
  if (answer !== undefined) return answer;
  throw new AppError('user', 'collector_unreachable', `No collector runs on ${data}.`, {
    hint: 'A running one sends again: start it with --nsqd or --nsqlookupd.',
  });
}
