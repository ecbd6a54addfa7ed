import type { Writable } from 'node:stream';
import type { Printer } from './printer.js';

/** For programs: one JSON value, or for what has many items one on each line. */
export function jsonPrinter(stream: Writable): Printer {
  const whole = (data: unknown): void => void stream.write(`${JSON.stringify(data, null, 2)}\n`);
  return {
    findings: whole,
    report: (report) => whole(report.data),
    item: (report) => void stream.write(`${JSON.stringify(report.data)}\n`),
  };
}
