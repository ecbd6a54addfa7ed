import type { FindingsReport, PlacedFinding } from './check-report.js';
import type { Paint } from './paint.js';
import { plain } from '@eventbook/shared/catalog/plain';

/** For people: findings grouped by file. */
export function findingsText(report: FindingsReport, paint: Paint): string {
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

/** One finding below the name of its file. */
export function findingText(finding: PlacedFinding, paint: Paint): string {
  const severity = paint(finding.severity === 'error' ? 'red' : 'yellow', finding.severity);
  const place = finding.line === undefined ? '' : `${finding.line}:${finding.column ?? 1}  `;
  const pointer = finding.pointer === '' ? '' : `${plain(finding.pointer)}  `;
  const fix = finding.fix === undefined ? '' : `    ${paint('dim', '→')} ${plain(finding.fix)}\n`;
  return `  ${place}${severity}  ${pointer}${paint('dim', finding.rule)}\n    ${plain(finding.message)}\n${fix}`;
}

function summary({ findings, waived, files, base }: FindingsReport, paint: Paint): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const warnings = findings.length - errors;
  const counts =
    errors + warnings === 0
      ? paint('green', 'Clean')
      : [counted(errors, 'error'), counted(warnings, 'warning')].filter((part) => part !== '').join(', ');
  const borne = waived === 0 ? '' : ` ${waived} waived.`;
  const mendable = findings.filter(({ repair }) => repair?.mechanical === true).length;
  const help = mendable === 0 ? '' : `${mendable} of them can be mended with: eventbook check --fix\n`;
  return `${counts}.${borne} ${files} files checked, ${plain(base)}.\n${help}`;
}

function counted(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}
