import * as commander from 'commander';
import type { Command, Invocation } from './command.js';
import { groups } from './commands/groups.js';
import { type CommandRow, commands } from './commands/table.js';
import { answerShell } from './completion/answer-shell.js';
import { completionWord } from './completion/completion-word.js';
import type { Context } from './context.js';
import { reportFailure } from './failure.js';
import { ownVersion } from './own-version.js';
import { jsonPrinter } from './printers/json.js';
import { paintFor } from './printers/paint.js';
import { otherPrinter } from './printers/other.js';
import { otherFormats, type Printer } from './printers/printer.js';
import { textPrinter } from './printers/text.js';

/** Every command takes it. */
function formatOption(command: Command): commander.Option {
  return new commander.Option('--format <format>', 'how results are written')
    .choices(['text', 'json', ...(command.formats ?? [])])
    .default('text');
}

/**
 * Runs one command line.
 * @param words what stands behind the program's name
 * @returns the exit code: 0 clean, 1 findings, 2 usage or configuration, 70 a bug
 */
export async function run(words: readonly string[], context: Context): Promise<number> {
  if (words[0] === completionWord) return answerShell(words.slice(1), context);
  let exitCode: number = 0;
  const program = new commander.Command('eventbook');
  const outputs: commander.OutputConfiguration = {
    writeOut: (text) => void context.stdout.write(text),
    writeErr: (text) => void context.stderr.write(text),
  };
  program
    .description('Keeps a catalog of analytics events, and sends events to its collector.')
    // `send` has a --version of its own.
    .enablePositionalOptions()
    .version(ownVersion())
    .exitOverride()
    .configureOutput(outputs)
    .showHelpAfterError('(--help tells more)')
    .addHelpText(
      'after',
      '\nExit codes: 0 clean, 1 findings, 2 usage or configuration, 70 a bug in Eventbook.\n',
    );
  const parents = new Map<string, commander.Command>([['', program]]);
  const asked = words[0] === 'help' ? words.slice(1) : words;
  for (const row of commands) {
    const made = add(row, parents);
    // Of the others the summary is all that anybody will be shown.
    if (!row.name.split(' ').every((word, place) => word === asked[place])) continue;
    const command = await row.load();
    describe(made, row, command);
    made.action(async () => {
      exitCode = await invoke(command, made, context);
    });
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    // Commander has said on stderr what it did not understand; asking for help is no mistake.
    if (error instanceof commander.CommanderError) {
      return error.exitCode === 0 ? 0 : 2;
    }
    return reportFailure(error, wantsJson(words) ? 'json' : 'text', context);
  }
  return exitCode;
}

function add({ name, summary }: CommandRow, parents: Map<string, commander.Command>): commander.Command {
  const words = name.split(' ');
  let parent = parents.get('');
  for (let depth = 1; depth < words.length; depth += 1) {
    const path = words.slice(0, depth).join(' ');
    const known = parents.get(path);
    const group = known ?? parent?.command(words[depth - 1] ?? '').description(groups[path] ?? '');
    if (group !== undefined) parents.set(path, group);
    parent = group;
  }
  return (parent ?? new commander.Command()).command(words.at(-1) ?? '').summary(summary);
}

function describe(made: commander.Command, { summary }: CommandRow, command: Command): void {
  made.description(`${summary}.\n\n${command.description}`);
  for (const argument of command.arguments) made.argument(argument.name, argument.description);
  for (const option of command.options) made.addOption(commanderOption(option));
  made.addOption(formatOption(command));
  made.addHelpText('after', () => exampleText(command));
}

function commanderOption(option: Command['options'][number]): commander.Option {
  const made = new commander.Option(option.flags, option.description);
  if (option.default !== undefined) made.default(option.default);
  if (option.choices !== undefined) made.choices(option.choices);
  if (option.required === true) made.makeOptionMandatory();
  if (option.env !== undefined) made.description += ` (or the environment variable ${option.env})`;
  return made;
}

function exampleText(command: Command): string {
  const lines = command.examples.map(({ line, purpose }) => `  ${line}\n      ${purpose}`);
  return lines.length === 0 ? '' : `\nExamples:\n${lines.join('\n')}\n`;
}

async function invoke(command: Command, made: commander.Command, context: Context): Promise<number> {
  const options: Record<string, string | true | undefined> = { ...made.opts() };
  const printer = printerFor(options['format'], context);
  for (const option of command.options) {
    const value = option.env === undefined ? undefined : context.env[option.env];
    const name = commanderOption(option).attributeName();
    if (value !== undefined && value !== '' && options[name] === undefined) options[name] = value;
  }
  const invocation: Invocation = {
    // What comes last may be many words, which commander hands over as one list.
    arguments: (made.processedArgs as (string | string[] | undefined)[]).flat(),
    options,
    context,
    printer,
  };
  return command.run(invocation);
}

function printerFor(format: string | true | undefined, context: Context): Printer {
  if (format === 'json') return jsonPrinter(context.stdout);
  const other = otherFormats.find((one) => one === format);
  if (other !== undefined) return otherPrinter(context.stdout, other);
  return textPrinter(context.stdout, paintFor(context, 'stdout'));
}

function wantsJson(words: readonly string[]): boolean {
  return words.includes('--format=json') || words[words.indexOf('--format') + 1] === 'json';
}
