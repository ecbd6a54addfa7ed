import { request, type Server } from 'node:http';
import { AppError, type ErrorKind } from '@eventbook/shared/errors/app-error';
import type { ErrorCode } from '@eventbook/shared/errors/codes';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import type { HourSummary } from '../hours/hour-summary.js';
import type { Reconciliation } from '../hours/reconciliation.js';
import type { SnapshotStatus } from '../processes/collector.js';
import type { HourKeeping } from '../processes/hour-keeping.js';
import { noRelay, type Replayed } from '../relay/replay.js';
import { jsonAnswer, jsonServer } from './json-server.js';

/** Where a running collector listens, and what it judges by. */
interface CollectorStatus {
  readonly name: string;
  readonly pid: number;
  /** For senders, and for operators. */
  readonly events: string;
  readonly operators: string;
  readonly snapshot: SnapshotStatus;
}

/** What commands ask of a running collector over its control socket, and what they get. */
export interface ControlRoutes {
  readonly 'GET /status': CollectorStatus;
  /** `?since=2026-11-23T07`, where older ones are wanted or fewer. */
  readonly 'GET /hours': readonly HourSummary[];
  readonly 'GET /reconcile': Reconciliation;
  readonly 'POST /seal': readonly Manifest[];
  /** `?hour=2026-11-23T07`, as often as there are hours. */
  readonly 'POST /rewrite': readonly Manifest[];
  /** `?destination=…&hour=…`, as often as there are hours. */
  readonly 'POST /replay': Replayed;
}

/** What has hours that can be listed, sealed and compared. */
export interface ControlTarget {
  readonly hours: Pick<HourKeeping, 'seal' | 'rewrite'>;
  listHours(since: Hour | null): Promise<readonly HourSummary[]>;
  reconcile(since: Hour | null): Promise<Reconciliation>;
}

/**
 * The server behind the control socket.
 * @param replay sends hours again to a destination, where there is a relay
 */
export function controlServer(
  target: ControlTarget,
  status: () => CollectorStatus,
  replay: (destination: string, hours: readonly Hour[]) => Promise<Replayed> = noRelay,
): Server {
  const routes: {
    readonly [Route in keyof ControlRoutes]: (query: URLSearchParams) => Promise<ControlRoutes[Route]>;
  } = {
    'GET /status': () => Promise.resolve(status()),
    'GET /hours': (query) => target.listHours(query.get('since')),
    'GET /reconcile': (query) => target.reconcile(query.get('since')),
    'POST /seal': () => target.hours.seal(),
    'POST /rewrite': (query) => target.hours.rewrite(query.getAll('hour')),
    'POST /replay': (query) => replay(query.get('destination') ?? '', query.getAll('hour')),
  };
  return jsonServer(
    Object.fromEntries(
      Object.entries(routes).map(([route, handler]) => [
        route,
        async (query: URLSearchParams) => jsonAnswer(await handler(query)),
      ]),
    ),
  );
}

/**
 * Asks the collector that runs on a data directory; undefined where none runs.
 * @throws AppError what the collector threw
 */
export async function askCollector<Route extends keyof ControlRoutes>(
  socketPath: string,
  route: Route,
  query?: URLSearchParams,
): Promise<ControlRoutes[Route] | undefined> {
  const [method, path] = route.split(' ');
  const answer = await new Promise<{ status: number; text: string } | undefined>((resolve, reject) => {
    const asked = request(
      { socketPath, method, path: query === undefined ? path : `${path ?? ''}?${query.toString()}` },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      },
    );
    asked.on('error', (error: NodeJS.ErrnoException) => {
      // No socket, or one that a crash left behind.
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
      else
        reject(
          new AppError(
            'unavailable',
            'collector_unreachable',
            `The collector did not answer: ${error.message}.`,
          ),
        );
    });
    asked.end();
  });
  if (answer === undefined) return undefined;
  const value: unknown = JSON.parse(answer.text);
  if (answer.status === 200) return value as ControlRoutes[Route];
  const { kind, code, message, hint } = value as {
    kind: ErrorKind;
    code: ErrorCode;
    message: string;
    hint?: string;
  };
  throw new AppError(kind, code, message, hint === undefined ? {} : { hint });
}
