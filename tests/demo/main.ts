import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDemo } from './demo.js';

/**
 * `npm run demo`: the whole way of an event on this machine, in a folder of its own that is gone afterwards
 * (`npm run demo -- --keep` leaves it there).
 */
const keep = process.argv.includes('--keep');
const folder = await mkdtemp(join(tmpdir(), 'eventbook-demo-'));
try {
  process.exitCode = (await runDemo(folder, { keep })) ? 0 : 1;
} finally {
  if (!keep) await rm(folder, { recursive: true, force: true });
}
