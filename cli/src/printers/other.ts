import type { Writable } from 'node:stream';
import type { OtherFormat, Printer, Report } from './printer.js';

/** The formats that only some reports have. */
export function otherPrinter(stream: Writable, format: OtherFormat): Printer {
  const write = ({ others }: Report): void => void stream.write(others?.[format]?.() ?? '');
  return { report: write, item: write };
}
