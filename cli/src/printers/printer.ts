import type { Finding } from '@eventbook/shared/check/finding';
import type { Paint } from './paint.js';

/** Formats that only some commands have: for a review, for a build's page, for a build server. */
export const otherFormats = ['markdown', 'github', 'junit'] as const;
export type OtherFormat = (typeof otherFormats)[number];

/** A finding, with the place in its file where that can be had. */
export interface PlacedFinding extends Finding {
  readonly line?: number;
  readonly column?: number;
}

/** What `check` found. */
export interface FindingsReport {
  readonly findings: readonly PlacedFinding[];
  /** What it was compared with, as half a sentence. */
  readonly base: string;
  /** So many files were read. */
  readonly files: number;
  /** So many findings are waived by catalog.json. */
  readonly waived: number;
}

/** Any other result: data for programs, and the same for people. */
export interface Report {
  readonly data: unknown;
  /** Lines with a newline at the end of each; empty for nothing. */
  readonly text: (paint: Paint) => string;
  /** In the formats that the command names beside text and json. */
  readonly others?: Readonly<Partial<Record<OtherFormat, () => string>>>;
}

/** How results are written. One is made for each run, on stdout. */
export interface Printer {
  findings(report: FindingsReport): void;
  report(report: Report): void;
  /** One of many: a line in JSON, so that a long result need not be held. */
  item(report: Report): void;
}
