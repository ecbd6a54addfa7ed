import type { Writable } from 'node:stream';
import type { Printer } from './printer.js';

/** For programs: one JSON value, or for what has many items one on each line. */
export function jsonPrinter(stream: Writable): Printer {
  return {
    report: (report) => void stream.write(`${JSON.stringify(report.data, null, 2)}\n`),
    item: (report) => void stream.write(`${JSON.stringify(report.data)}\n`),
  };
}
