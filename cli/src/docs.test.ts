import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from './commands/table.js';

const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
const sections = new Map(
  page
    .split(/^## eventbook /mu)
    .slice(1)
    .map((section) => [section.split('\n', 1)[0] ?? '', section.split(/^## /mu, 1)[0] ?? '']),
);

test('docs/cli.md has a section for every command, in the order of help, and for no other', () => {
  expect([...sections.keys()]).toEqual(commands.map((command) => command.name));
});

test.each(commands.map((row) => [row.name, row] as const))(
  'the section on %s says what its help says',
  async (name, { summary, load }) => {
    const command = await load();
    const section = sections.get(name) ?? '';
    const names = command.arguments.map((argument) => ` ${argument.name}`).join('');
    expect(section).toContain(`\n${summary}.\n`);
    expect(section).toContain(`\neventbook ${name}${names}\n`);
    expect(section).toContain(`\n${command.description}\n`);
    const rows = [...section.matchAll(/^\| `([^`]+)` \| (.+) \|$/gmu)].map(([, flags, words]) => [
      flags,
      words,
    ]);
    expect(rows).toEqual([
      ...command.arguments.map((argument) => [argument.name, argument.description]),
      ...command.options.map((option) => {
        const env = option.env === undefined ? '' : ` (or the environment variable ${option.env})`;
        const needed = option.required === true ? ' (needed)' : '';
        const fallback = option.default === undefined ? '' : ` (default: ${option.default})`;
        return [option.flags, `${option.description}${env}${needed}${fallback}`];
      }),
    ]);
  },
);
