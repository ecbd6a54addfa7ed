import { createWriteStream } from 'node:fs';
import { serveCarelessly } from './careless.js';

/** Baseline: each event is appended to a file that nobody syncs. Takes the file as its argument. */
const output = createWriteStream(process.argv[2] ?? '/dev/null', { highWaterMark: 1 << 20 });
await serveCarelessly((lines) => {
  output.write(lines);
});
