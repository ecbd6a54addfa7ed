import type { Paint } from './paint.js';

/** Formats that only some commands have: for a review, for a build's page, for a build server. */
export const otherFormats = ['markdown', 'github', 'junit'] as const;
export type OtherFormat = (typeof otherFormats)[number];

/** A result: data for programs, and the same for people. */
export interface Report {
  readonly data: unknown;
  /** Lines with a newline at the end of each; empty for nothing. */
  readonly text: (paint: Paint) => string;
  /** In the formats that the command names beside text and json. */
  readonly others?: Readonly<Partial<Record<OtherFormat, () => string>>>;
}

/** How results are written. One is made for each run, on stdout. */
export interface Printer {
  report(report: Report): void;
  /** One of many: a line in JSON, so that a long result need not be held. */
  item(report: Report): void;
}
