import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCommand } from '../support/run-command.js';

test('docs/collector.md has every command of the collector, and no other', async () => {
  const page = readFileSync(new URL('../../docs/collector.md', import.meta.url), 'utf8');
  const [, section = ''] = /^## Commands\n(.*?)\n## /msu.exec(page) ?? [];
  const told = [...section.matchAll(/^\| `([a-z ]+?)[ `]*(?:[<[-][^`]*)?` \|/gmu)].map(([, name]) => name);
  expect(told.sort()).toEqual((await commandsBelow([])).sort());
});

/** The names of all commands, with the words before them, as the programs' own help tells. */
async function commandsBelow(words: readonly string[]): Promise<string[]> {
  const { stdout } = await runCommand('eventbook-collector', [...words, '--help']);
  const [, list = ''] = stdout.split('\nCommands:\n');
  const names = [...list.matchAll(/^ {2}([a-z]+)/gmu)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
  const below = names.map(async (name) => {
    const found = await commandsBelow([...words, name]);
    return found.length === 0 ? [[...words, name].join(' ')] : found;
  });
  return (await Promise.all(below)).flat();
}
