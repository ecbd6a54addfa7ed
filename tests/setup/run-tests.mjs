import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingParts, testParts } from './parts.mjs';
import { run } from './process.mjs';

/** Runs every test and closes with one line: N passed, N failed, N skipped. Returns the exit status. */
export function runTests(root, rest, env) {
  const scratch = mkdtempSync(join(tmpdir(), 'eventbook-test-'));
  try {
    const report = join(scratch, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const missing = missingParts(testParts);
    buildNsq(root, missing);
    const leftOut = missing.flatMap(({ suites }) => suites.map((suite) => `--exclude=${suite}{,/**}`));
    const status = run('npx', ['vitest', 'run', ...reporters, ...leftOut, ...rest], root, { env });
    return close(status, readReport(report), missing);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Before the tests, because it takes a minute the first time; what needs it says so where it cannot be built. */
function buildNsq(root, missing) {
  if (missing.some(({ name }) => name === 'go')) return;
  const build = "import('./tests/dist/support/nsq-programs.js').then(({ nsqPrograms }) => nsqPrograms())";
  run('node', ['--eval', build], root);
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function close(status, report, missing) {
  if (report === undefined) {
    console.log('0 passed, 1 failed, 0 skipped');
    return 1;
  }
  const files = report.testResults;
  const skipped = files.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => ({ name, test })),
  );
  // A file that failed to load has no failed test of its own; it must still count as one.
  const unloaded = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + unloaded;
  // What no package of the system brings is left out on any machine of CI.
  const wanted = missing.filter(({ fetch }) => fetch === undefined);
  const leftOutInCi = process.env.CI === 'true' && skipped.length + wanted.length > 0;
  for (const { name, debian, fetch = `sudo apt-get install ${debian}`, suites } of missing) {
    console.log(`left out for want of ${name}: ${suites.join(', ')}. To bring in: ${fetch}`);
  }
  for (const { name, test } of skipped) console.log(`left out: ${test.fullName} (${name})`);
  if (leftOutInCi) console.log('Under CI=true nothing may be left out.');
  console.log(`${report.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped`);
  return status !== 0 || failed > 0 || leftOutInCi ? 1 : 0;
}
