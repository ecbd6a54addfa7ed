import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '@eventbook/shared/errors/app-error';
import { loadConfiguration, type Sources } from './load.js';
import { printConfiguration } from './print.js';
import { flagOf, settingNames, settingOf, variableOf } from './settings.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventbook-configuration-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function load(sources: Partial<Sources>): ReturnType<typeof loadConfiguration> {
  return loadConfiguration({ file: undefined, environment: {}, flags: {}, ...sources });
}

function fileOf(value: unknown): string {
  const path = join(folder, 'collector.json');
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

function refusal(sources: Partial<Sources>): { message: string; hint: string | undefined } {
  try {
    load(sources);
  } catch (error) {
    if (error instanceof AppError && error.code === 'configuration_invalid') return error;
  }
  throw new Error('it was not refused');
}

describe('the configuration', () => {
  it('takes defaults, then the file, then the environment, then flags, and says which', () => {
    const file = fileOf({ port: 1, workers: 2, max_events: 3, poll_seconds: 4 });
    const environment = {
      EVENTBOOK_COLLECTOR_WORKERS: '5',
      EVENTBOOK_COLLECTOR_MAX_EVENTS: '6',
      PATH: '/bin',
    };
    const { configuration, origins } = load({ file, environment, flags: { max_events: '7' } });
    expect(configuration).toMatchObject({
      port: 1,
      workers: 5,
      max_events: 7,
      poll_seconds: 4,
      log_level: 'info',
    });
    expect(origins).toMatchObject({
      port: file,
      workers: 'EVENTBOOK_COLLECTOR_WORKERS',
      max_events: '--max-events',
      log_level: 'default',
    });
  });

  it('means paths of a file from where the file stands', () => {
    const { configuration } = load({ file: fileOf({ data: 'data', deny_list: '/etc/denied' }) });
    expect(configuration).toMatchObject({ data: join(folder, 'data'), deny_list: '/etc/denied' });
  });

  it('splits a list by commas', () => {
    const { configuration } = load({ environment: { EVENTBOOK_COLLECTOR_TRUSTED_KEYS: 'one, two,' } });
    expect(configuration.trusted_keys).toEqual(['one', 'two']);
  });

  it('says which value is wrong, where it stands and what was expected', () => {
    const file = fileOf({ port: 70_000 });
    expect(refusal({ file }).message).toBe(`${file}: port is a whole number from 0 to 65535.`);
    expect(refusal({ flags: { workers: 'two' } }).message).toContain(
      '--workers: workers is a whole number from 1',
    );
    const environment = { EVENTBOOK_COLLECTOR_LOG_LEVEL: 'loud' };
    expect(refusal({ environment }).message).toContain(
      'EVENTBOOK_COLLECTOR_LOG_LEVEL: log_level is one of debug,',
    );
    expect(refusal({ flags: { name: 'No Name' } }).message).toContain('lower-case letters');
    expect(refusal({ file: fileOf('{"port":') }).message).toContain('this is not JSON');
    expect(refusal({ file: fileOf([]) }).message).toContain('a configuration is a JSON object');
  });

  it('knows no other settings, and says which were meant', () => {
    expect(refusal({ file: fileOf({ prot: 1 }) })).toMatchObject({
      message: expect.stringContaining('there is no setting "prot"') as string,
      hint: 'Did you mean "port"?',
    });
    expect(refusal({ environment: { EVENTBOOK_COLLECTOR_PROT: '1' } }).hint).toContain(
      'EVENTBOOK_COLLECTOR_PORT',
    );
  });

  it('prints every setting and no secret', () => {
    const flags = { catalog: 'https://user:token@git.example.com/a.git?key=abc' };
    const text = printConfiguration(load({ flags }));
    expect(text).not.toMatch(/token|abc/);
    const printed = JSON.parse(text) as Record<string, { value: unknown; from: string }>;
    expect(Object.keys(printed)).toEqual(settingNames);
    expect(printed['catalog']).toEqual({ value: 'https://***@git.example.com/a.git?***', from: '--catalog' });
    expect(printed['port']).toEqual({ value: 8470, from: 'default' });
  });

  it('is what docs/collector.md says', () => {
    const page = readFileSync(new URL('../../../docs/collector.md', import.meta.url), 'utf8');
    const rows = [
      ...page.matchAll(/^\| `([a-z0-9_]+)` \| `(--[a-z0-9-]+)` \| `([A-Z0-9_]+)` \| (.*?) \| (.*) \|$/gm),
    ];
    expect(rows.map((row) => row.slice(1))).toEqual(
      settingNames.map((name) => {
        const { default: assumed, sentence } = settingOf(name);
        const shown = assumed === undefined || typeof assumed === 'object' ? '' : `\`${assumed}\``;
        return [name, flagOf(name), variableOf(name), shown, sentence];
      }),
    );
  });
});
