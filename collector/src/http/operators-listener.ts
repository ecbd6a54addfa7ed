import type { Server } from 'node:http';
import { metricsContentType } from '../metrics/render.js';
import { snapshotStatus, type Collector } from '../processes/collector.js';
import { jsonAnswer, jsonServer } from './json-server.js';
import { openapiDocument } from './openapi.js';

/** The listener for operators: what watches over the collector asks it. */
export function operatorsListener(collector: Collector): Server {
  return jsonServer({
    'GET /metrics': async () => ({
      status: 200,
      body: await collector.metrics(),
      contentType: metricsContentType,
    }),
    'GET /readyz': () => {
      const { obstacles } = collector;
      const isReady = obstacles.length === 0;
      return Promise.resolve(jsonAnswer({ ready: isReady, obstacles }, isReady ? 200 : 503));
    },
    'GET /v1/snapshot': () => Promise.resolve(jsonAnswer(snapshotStatus(collector.keeper))),
    'GET /openapi.json': () => Promise.resolve(jsonAnswer(openapiDocument)),
  });
}
