import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfiguration } from '@eventbook/collector/config/load';
import { settingNames, variableOf } from '@eventbook/collector/config/settings';
import { nsqPrograms } from '../support/nsq-programs.js';
import { runCommand } from '../support/run-command.js';
import { deployed, root } from './deployed.js';

const units = readdirSync(join(root, 'deploy/systemd')).filter((name) => name.endsWith('.service'));
const started = units.map((name) => name.replace('@', '@warehouse'));

let machine: string;
beforeAll(() => {
  machine = mkdtempSync(join(tmpdir(), 'eventbook-systemd-'));
  const system = join(machine, 'lib/systemd/system');
  mkdirSync(system, { recursive: true });
  // What every unit is ordered by.
  for (const name of readdirSync('/lib/systemd/system').filter((one) => one.endsWith('.target')))
    cpSync(join('/lib/systemd/system', name), join(system, name));
  for (const name of units) writeFileSync(join(system, name), deployed(`systemd/${name}`));
  // It looks whether what is to be started is there.
  for (const name of units) {
    const program = join(machine, wordsOf(name)[0] ?? '');
    mkdirSync(dirname(program), { recursive: true });
    writeFileSync(program, '#!/bin/sh\n');
    chmodSync(program, 0o755);
  }
});
afterAll(() => rmSync(machine, { recursive: true, force: true }));

/** Of ExecStart. */
function wordsOf(unit: string): string[] {
  return (/^ExecStart=(.*)$/mu.exec(deployed(`systemd/${unit}`))?.[1] ?? '').split(' ');
}

test.each(started)('systemd has nothing to say about %s', (name) => {
  const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', `--root=${machine}`, name], {
    encoding: 'utf8',
  });
  expect(`${stdout}${stderr}`).toBe('');
});

test.each(units)('%s may do little', (name) => {
  const path = join(root, 'deploy/systemd', name);
  const { status, stdout } = spawnSync(
    'systemd-analyze',
    ['security', '--offline=true', '--threshold=20', path],
    {
      encoding: 'utf8',
    },
  );
  expect(status, stdout).toBe(0);
});

test.each(['collector', 'sink-warehouse'])('%s.json is a configuration', (name) => {
  const file = join(root, 'deploy/systemd', `${name}.json`);
  const { configuration } = loadConfiguration({ file, environment: {}, flags: {} });
  // StateDirectory of the unit that reads it.
  const [unit, folder] =
    name === 'collector' ? ['eventbook-collector', 'collector'] : ['eventbook-sink@', '%i'];
  expect(deployed(`systemd/${unit}.service`)).toContain(`StateDirectory=eventbook/${folder}\n`);
  expect(configuration.data).toBe(`/var/lib/eventbook/${name.replace('sink-', '')}`);
});

test('what the units start, the programs understand', async () => {
  const ours = units.filter((name) => name.startsWith('eventbook-'));
  expect(ours).toHaveLength(2);
  for (const name of ours) {
    const [, command = '', ...rest] = wordsOf(name);
    const { stdout } = await runCommand('eventbook-collector', [command, '--help']);
    for (const flag of rest.filter((word) => word.startsWith('--'))) expect(stdout).toContain(`${flag} `);
  }
  for (const program of ['nsqd', 'nsqlookupd']) {
    const text = readFileSync(join(root, `deploy/systemd/${program}.service`), 'utf8');
    const { stderr } = spawnSync(join(nsqPrograms(), program), ['--help'], { encoding: 'utf8' });
    const known = new Set([...stderr.matchAll(/^ {2}-([a-z-]+)/gmu)].map(([, flag = '']) => flag));
    const given = [...text.matchAll(/ --([a-z-]+)=|"\w+=--([a-z-]+)=/gu)].map(
      ([, one, other]) => one ?? other ?? '',
    );
    expect(given.length).toBeGreaterThan(1);
    expect(given.filter((flag) => !known.has(flag))).toEqual([]);
  }
});

test('every variable of ours in deploy/ and its pages is a setting', () => {
  const known = new Set(settingNames.map(variableOf));
  const files = readdirSync(join(root, 'deploy'), { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  const texts = [
    ...files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')),
    readFileSync(join(root, 'docs/runbook.md'), 'utf8'),
  ];
  const named = texts.flatMap((text) => [...text.matchAll(/EVENTBOOK_COLLECTOR_\w+/g)].map(([name]) => name));
  expect(named.length).toBeGreaterThan(10);
  // What Kubernetes would add for a Service of that name, which is why it is told not to.
  expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
});
