import { Agent, request } from 'node:http';
import { serveCarelessly } from './careless.js';

/**
 * Baseline: each request goes on to nsqd by its HTTP /mpub, a message an event, and is answered when nsqd has taken it. Takes
 * nsqd's HTTP address as its argument.
 */
const agent = new Agent({ keepAlive: true });
const [host, port] = (process.argv[2] ?? '').split(':');
await serveCarelessly(
  (lines) =>
    new Promise((done, failed) => {
      const sent = request(
        { agent, host, port, method: 'POST', path: '/mpub?topic=careless' },
        (response) => {
          response.resume().on('end', () => {
            if (response.statusCode === 200) done();
            else failed(new Error(`nsqd answered ${String(response.statusCode)}`));
          });
        },
      );
      sent.on('error', failed).end(lines);
    }),
);
