import type { Writable } from 'node:stream';
import type { Paint } from './paint.js';
import type { Printer } from './printer.js';

/** For people, as each report says. */
export function textPrinter(stream: Writable, paint: Paint): Printer {
  return {
    report: (report) => void stream.write(report.text(paint)),
    item: (report) => void stream.write(report.text(paint)),
  };
}
