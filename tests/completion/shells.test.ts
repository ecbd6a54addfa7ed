import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programs, runCommand } from '../support/run-command.js';

let folder: string;
let environment: NodeJS.ProcessEnv;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventbook-completion-'));
  cpSync(join(import.meta.dirname, '../../catalog-template'), join(folder, 'book'), { recursive: true });
  const program = join(folder, 'eventbook');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${programs.eventbook}' "$@"\n`);
  chmodSync(program, 0o755);
  environment = { ...process.env, PATH: `${folder}:${process.env['PATH']}`, HOME: folder, TERM: 'xterm' };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a shell at a real terminal, and types each line when what it waits for stands there. */
async function type(
  shell: string,
  lines: readonly (readonly [waitFor: string, keys: string])[],
): Promise<string> {
  const terminal = spawn('script', ['-qec', shell, '/dev/null'], {
    cwd: join(folder, 'book'),
    env: environment,
  });
  let screen = '';
  let seen = 0;
  const waiting = [...lines];
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const at = screen.indexOf(next[0], seen);
      if (at === -1) return;
      seen = at + next[0].length;
      terminal.stdin.write(next[1]);
      waiting.shift();
    }
  });
  const patience = setTimeout(() => terminal.kill(), 60_000);
  await new Promise((ended) => terminal.on('close', ended));
  clearTimeout(patience);
  expect(waiting, screen).toEqual([]);
  return screen;
}

const tab = '\t';
const enter = '\r';
const killLine = '\u0015';

test.each([
  ['bash', 'bash --norc --noprofile -i', `PS1='rea''dy> '; source <(eventbook completion bash)${enter}`],
  [
    'zsh',
    'zsh -f -i',
    `PS1='rea''dy> '; autoload -Uz compinit && compinit -u -D; source <(eventbook completion zsh)${enter}`,
  ],
] as const)('%s completes commands, options, values, events and files', async (_, shell, setUp) => {
  const screen = await type(shell, [
    ['', setUp],
    ['ready> ', `eventbook sho${tab}`],
    ['show', `checkout.order_p${tab}`],
    ['checkout.order_paid', `--form${tab}`],
    ['--format', `js${tab}`],
    ['json', enter],
    ['"checkout.order_paid"', ''],
    ['ready> ', `eventbook schema export --environment=mobile${tab}`],
    ['mobile-app', killLine],
    ['', `eventbook send catalog.j${tab}`],
    // What is typed is not run before Enter is.
    [
      'catalog.json',
      `${killLine}eventbook show '$(touch fell-for-it)' ${tab}${killLine}ls fell-for-it; exit${enter}`,
    ],
  ]);
  expect(screen).toMatch(/cannot access|No such file/u);
});

test('fish completes commands, options, values, events and files', () => {
  const ask = (line: string): string[] => {
    const script = 'eventbook completion fish | source; complete -C $argv[1]';
    return execFileSync('fish', ['--no-config', '-c', script, line], {
      cwd: join(folder, 'book'),
      env: environment,
      encoding: 'utf8',
    })
      .trim()
      .split('\n');
  };
  expect(ask('eventbook sho')).toEqual(['show\tShow an event: its card, its versions and their fields']);
  expect(ask('eventbook show checkout.order_p')).toEqual(['checkout.order_paid']);
  expect(ask('eventbook show x --form')).toEqual(['--format\thow results are written']);
  expect(ask('eventbook check --format j')).toEqual(['json', 'junit']);
  expect(ask('eventbook schema export --environment=mobile')).toEqual(['--environment=mobile-app']);
  expect(ask('eventbook send catalog.j')).toEqual(['catalog.json']);
});

test.each([
  ['', 'init'],
  ['source ', 'key'],
  ['source key ', 'revoke'],
  ['source key list site-f', 'site-frontend/web'],
  ['event new a.b --owner ', 'marketplace'],
  ['event version checkout.order_paid --add region,ord', 'region,order_id'],
])('behind "eventbook %s" may stand %s', async (line, value) => {
  const words = line.split(' ');
  const { stdout } = await runCommand('eventbook', ['__complete', '--', ...words], {
    cwd: join(folder, 'book'),
  });
  const [, ...candidates] = stdout.trimEnd().split('\n');
  const values = candidates.map((candidate) => candidate.split('\t')[0]);
  expect(values).toContain(value);
});

test('where a folder is meant, the shell is told to offer folders', async () => {
  const words = ['event', 'rename', 'a', 'b', '--catalog', ''];
  const { stdout } = await runCommand('eventbook', ['__complete', '--', ...words]);
  expect(stdout).toBe('folders\n');
});

test('a shell that is not known, or none, is an error that names those that are', async () => {
  for (const shell of [['tcsh'], []]) {
    const { status, stdout, stderr } = await runCommand('eventbook', ['completion', ...shell]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/bash, zsh, fish|missing required argument/u);
  }
});
