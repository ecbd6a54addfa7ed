import type { Command, Option } from '../command.js';
import { groups } from '../commands/groups.js';
import { type CommandRow, commands } from '../commands/table.js';
import type { Context } from '../context.js';
import { catalogDirectory } from '../options.js';
import { type Candidate, type Offer, offerFor } from './offer.js';

const noOffer: Offer = { candidates: [] };
const formats = ['text', 'json'];

/**
 * Answers a shell: a line that says whether it should offer files or folders itself, then a line for each word that may
 * stand at the cursor.
 * @param words `--` and what was typed behind the program's name; the last is what the cursor is at
 */
export async function answerShell(words: readonly string[], context: Context): Promise<number> {
  const { typed, current, before } = split(words.slice(1));
  const { candidates, shell = '' } = await offer(typed, current, context);
  const fitting = candidates.filter(({ value }) => value.startsWith(current));
  const lines = fitting.map(({ value, description = '' }) => `${before}${value}\t${description}`);
  context.stdout.write([shell, ...lines].map((line) => `${line}\n`).join(''));
  return 0;
}

/** `--option=value` is two words; bash makes three of it, and wants the value alone. */
function split(words: readonly string[]): { typed: string[]; current: string; before: string } {
  const typed = words.slice(0, -1).filter((word, place) => word !== '=' || place === 0);
  const last = words.at(-1) ?? '';
  if (last === '=') return { typed, current: '', before: '' };
  const equals = last.startsWith('--') ? last.indexOf('=') : -1;
  if (equals === -1) return { typed, current: last, before: '' };
  return {
    typed: [...typed, last.slice(0, equals)],
    current: last.slice(equals + 1),
    before: last.slice(0, equals + 1),
  };
}

async function offer(typed: readonly string[], current: string, context: Context): Promise<Offer> {
  const row = commands.find(({ name }) => isBefore(name.split(' '), typed));
  if (row === undefined) return { candidates: nextWords(typed) };
  const command = await row.load();
  const rest = typed.slice(row.name.split(' ').length);
  const catalog = catalogOf(rest, command, row, context);
  const asked = optionOf(command, rest.at(-1));
  if (asked !== undefined) return offerFor(asked, catalog, current);
  if (current.startsWith('-')) return { candidates: optionsOf(command, rest) };
  const argument = command.arguments[positionals(rest, command)] ?? lastIfMany(command);
  return argument === undefined
    ? noOffer
    : offerFor({ flags: argument.name, description: '' }, catalog, current);
}

function isBefore(name: readonly string[], typed: readonly string[]): boolean {
  return name.every((word, place) => word === typed[place]);
}

/** The words that commands go on with, each once: a group's with what the group is for. */
function nextWords(typed: readonly string[]): Candidate[] {
  const found = new Map<string, string>();
  for (const { name, summary } of commands) {
    const words = name.split(' ');
    if (!isBefore(typed, words)) continue;
    const path = words.slice(0, typed.length + 1).join(' ');
    found.set(words[typed.length] ?? '', groups[path] ?? summary);
  }
  return [...found].map(([value, description]) => ({ value, description }));
}

/** The option that a word names, where a value has to follow it. */
function optionOf(command: Command, word: string | undefined): Option | undefined {
  if (word === undefined) return undefined;
  if (word === '--format') {
    return { flags: '--format <format>', description: '', choices: [...formats, ...(command.formats ?? [])] };
  }
  return command.options.find(({ flags }) => flags.includes('<') && namesOf(flags).includes(word));
}

function optionsOf(command: Command, typed: readonly string[]): Candidate[] {
  const offered = command.options.filter(({ flags }) => !namesOf(flags).some((name) => typed.includes(name)));
  return [
    ...offered.map(({ flags, description }) => ({ value: namesOf(flags).at(-1) ?? '', description })),
    { value: '--format', description: 'how results are written' },
    { value: '--help', description: 'what this command does' },
  ];
}

/** `-o, --output <file>` → `-o`, `--output`. */
function namesOf(flags: string): string[] {
  return flags.match(/-{1,2}[a-z][a-z-]*/gu) ?? [];
}

/** How many arguments have been typed. */
function positionals(typed: readonly string[], command: Command): number {
  return typed.filter(
    (word, place) => !word.startsWith('-') && optionOf(command, typed[place - 1]) === undefined,
  ).length;
}

function lastIfMany(command: Command): Command['arguments'][number] | undefined {
  const last = command.arguments.at(-1);
  return last?.name.includes('...') === true ? last : undefined;
}

/** Where the catalog is that the command will be about. */
function catalogOf(typed: readonly string[], command: Command, row: CommandRow, context: Context): string {
  const option = typed.lastIndexOf('--catalog');
  if (option !== -1) return catalogDirectory(context, typed[option + 1]);
  const isFirst = command.arguments[0]?.name === '[dir]' && row.name !== 'init';
  const first = typed[0];
  return catalogDirectory(context, isFirst && first?.startsWith('-') === false ? first : undefined);
}
