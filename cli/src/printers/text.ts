import type { Writable } from 'node:stream';
import type { Paint } from './paint.js';
import { plain } from './plain.js';
import type { FindingsReport, PlacedFinding, Printer } from './printer.js';

/** For people: findings grouped by file, everything else as its report says. */
export function textPrinter(stream: Writable, paint: Paint): Printer {
  return {
    findings: (report) => void stream.write(findingsText(report, paint)),
    report: (report) => void stream.write(report.text(paint)),
    item: (report) => void stream.write(report.text(paint)),
  };
}

function findingsText(report: FindingsReport, paint: Paint): string {
  let text = '';
  let file: string | undefined;
  for (const finding of report.findings) {
    // They come sorted by file.
    if (finding.file !== file) {
      text += `${file === undefined ? '' : '\n'}${paint('underline', plain(finding.file))}\n`;
      file = finding.file;
    }
    text += findingText(finding, paint);
  }
  return `${text}${text === '' ? '' : '\n'}${summary(report, paint)}`;
}

function findingText(finding: PlacedFinding, paint: Paint): string {
  const severity = paint(finding.severity === 'error' ? 'red' : 'yellow', finding.severity);
  const place = finding.line === undefined ? '' : `${finding.line}:${finding.column ?? 1}  `;
  const pointer = finding.pointer === '' ? '' : `${plain(finding.pointer)}  `;
  const fix = finding.fix === undefined ? '' : `    ${paint('dim', '→')} ${plain(finding.fix)}\n`;
  return `  ${place}${severity}  ${pointer}${paint('dim', finding.rule)}\n    ${plain(finding.message)}\n${fix}`;
}

function summary(report: FindingsReport, paint: Paint): string {
  const errors = report.findings.filter((finding) => finding.severity === 'error').length;
  const warnings = report.findings.length - errors;
  const counts =
    errors + warnings === 0
      ? paint('green', 'Clean')
      : [counted(errors, 'error'), counted(warnings, 'warning')].filter((part) => part !== '').join(', ');
  const waived = report.waived === 0 ? '' : ` ${report.waived} waived.`;
  return `${counts}.${waived} ${report.files} files checked, ${plain(report.base)}.\n`;
}

function counted(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}
