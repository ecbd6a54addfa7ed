import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { curlLine } from './curl.js';

it('is one command for a shell, whatever the event holds', () => {
  const text = `{"it's": "$(touch /tmp/x) \`id\` \\n", "two": "lines\n'; echo no"}`;
  const address = "http://localhost:8470/'; echo no; '/";
  const shell = `curl() { printf '%s\\0' "$@"; }\n${curlLine(address, text)}`;
  const told = execFileSync('sh', ['-c', shell], { encoding: 'utf8', env: { EVENTBOOK_KEY: 'eb_1' } });
  expect(told.split('\0').slice(0, -1)).toEqual([
    '-sS',
    "http://localhost:8470/'; echo no; '/v1/events",
    '-H',
    'Content-Type: application/json',
    '-H',
    'Authorization: Bearer eb_1',
    '--data-binary',
    text,
  ]);
});
