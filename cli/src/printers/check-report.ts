import type { Finding } from '@eventbook/shared/check/finding';
import { rules } from '@eventbook/shared/check/rules';
import { findingsText } from './check-text.js';
import { githubCommands } from './github.js';
import { type JunitCase, junitReport } from './junit.js';
import type { Notice } from './notice.js';
import type { Report } from './printer.js';

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

/**
 * @param prefix the catalog's folder in its repository, from which a build's page counts its paths
 * @param fixed what was mended before
 */
export function checkReport(found: FindingsReport, prefix: string, fixed?: Report): Report {
  return {
    data: fixed === undefined ? found : { ...found, fixed: fixed.data },
    text: (paint) => `${fixed?.text(paint) ?? ''}${findingsText(found, paint)}`,
    others: {
      github: () => githubCommands(found.findings.map((finding) => noticeOf(finding, prefix))),
      junit: () => junitReport('eventbook check', casesOf(found.findings)),
    },
  };
}

function noticeOf(
  { severity, rule, file, message, fix, line, column }: PlacedFinding,
  prefix: string,
): Notice {
  return {
    level: severity,
    file: prefix === '' ? file : `${prefix}/${file}`,
    ...(line === undefined ? {} : { line, ...(column === undefined ? {} : { column }) }),
    title: rule,
    message: fix === undefined ? message : `${message}\n${fix}`,
  };
}

/** One case a rule, so that a build server tells since when each is broken; warnings alone do not fail it. */
function casesOf(findings: readonly PlacedFinding[]): JunitCase[] {
  return rules.map(({ id }) => {
    const own = findings.filter(({ rule }) => rule === id);
    const errors = own.filter(({ severity }) => severity === 'error');
    const warnings = own.filter(({ severity }) => severity === 'warning');
    const first = errors[0];
    return {
      name: id,
      group: 'eventbook.check',
      ...(warnings.length === 0 ? {} : { output: linesOf(warnings) }),
      ...(first === undefined
        ? {}
        : { failure: { type: id, message: messageOf(errors.length, first), text: linesOf(errors) } }),
    };
  });
}

function messageOf(count: number, { file, message }: PlacedFinding): string {
  return `${file}: ${message}${count === 1 ? '' : ` And ${count - 1} more.`}`;
}

function linesOf(findings: readonly PlacedFinding[]): string {
  return findings
    .map(({ file, line, pointer, message, fix }) => {
      const place = line === undefined ? file : `${file}:${line}`;
      return `${place} ${pointer}\n  ${message}\n${fix === undefined ? '' : `  ${fix}\n`}`;
    })
    .join('');
}
