import { plain } from '@eventbook/shared/catalog/plain';

export interface JunitCase {
  readonly name: string;
  readonly group: string;
  /** What is told of it whether it fails or not. */
  readonly output?: string;
  readonly failure?: { readonly type: string; readonly message: string; readonly text: string };
}

/** JUnit's XML, as build servers read it: one suite of cases, each passed or failed. */
export function junitReport(suite: string, cases: readonly JunitCase[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0"`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<testsuites name="eventbook" ${counts}>\n` +
    `  <testsuite name="${escaped(suite)}" ${counts} skipped="0">\n` +
    cases.map((one) => caseText(one)).join('') +
    '  </testsuite>\n</testsuites>\n'
  );
}

function caseText({ name, group, output, failure }: JunitCase): string {
  const head = `    <testcase name="${escaped(name)}" classname="${escaped(group)}"`;
  const inner =
    (failure === undefined
      ? ''
      : `      <failure type="${escaped(failure.type)}" message="${escaped(failure.message)}">${escaped(failure.text)}</failure>\n`) +
    (output === undefined ? '' : `      <system-out>${escaped(output)}</system-out>\n`);
  return inner === '' ? `${head}/>\n` : `${head}>\n${inner}    </testcase>\n`;
}

/** Control characters, which XML 1.0 has no way to write, are shown as their codes. */
function escaped(text: string): string {
  return plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\u{d800}-\u{dfff}\ufffe\uffff]/gu, '\ufffd');
}
