import type { Server, ServerResponse } from 'node:http';
import { metricsContentType } from '../metrics/render.js';
import { snapshotStatus, type Collector } from '../processes/collector.js';
import { jsonAnswer, jsonServer } from './json-server.js';
import { tailFilter } from '../tail/tail-filter.js';
import { openapiDocument } from './openapi.js';
import { Refusal } from './refusal.js';

/** The listener for operators: what watches over the collector asks it. */
export function operatorsListener(collector: Collector): Server {
  return jsonServer(
    {
      'GET /metrics': async () => ({
        status: 200,
        body: await collector.metrics(),
        contentType: metricsContentType,
      }),
      'GET /v1/metrics': async () => jsonAnswer(await collector.metricValues()),
      'GET /readyz': async () => {
        const obstacles = await collector.obstacles();
        const isReady = obstacles.length === 0;
        return jsonAnswer({ ready: isReady, obstacles }, isReady ? 200 : 503);
      },
      'GET /v1/snapshot': () => Promise.resolve(jsonAnswer(snapshotStatus(collector.keeper))),
      'GET /openapi.json': () => Promise.resolve(jsonAnswer(openapiDocument)),
    },
    { 'GET /v1/tail': (query, response) => tail(collector, query, response) },
  );
}

/** Holds the response open; answers why not, where it cannot. */
function tail(collector: Collector, query: URLSearchParams, response: ServerResponse): Refusal | undefined {
  const filter = tailFilter(query);
  if ('problem' in filter) return new Refusal('filter_unknown', filter.problem);
  if (collector.tail.isFull) return new Refusal('too_many_watchers');
  collector.tail.add(filter, response);
  return undefined;
}
