import { checkbox, input, select } from '@inquirer/prompts';
import type { Context } from '../context.js';
import { usage } from '../options.js';

interface Asked {
  /** What is asked, as a person is asked it. */
  readonly question: string;
  /** The option that would have said it. */
  readonly option: string;
}

interface Choice {
  readonly value: string;
  readonly name?: string;
  readonly checked?: boolean;
}

/**
 * Asks a person for what the command line did not say. Where nobody is at a terminal, the missing option is a mistake of
 * the command line: a script never waits for an answer.
 */
export class Questions {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  get canAsk(): boolean {
    return this.#context.isTerminal.stdin && this.#context.isTerminal.stderr;
  }

  /** A line of text. Throws usage. */
  async text(
    asked: Asked,
    { fallback, check }: { fallback?: string; check?: (answer: string) => string | undefined } = {},
  ): Promise<string> {
    const answer = await this.#ask(asked, (streams) =>
      input(
        {
          message: asked.question,
          ...(fallback === undefined ? {} : { default: fallback }),
          validate: (given) => check?.(given) ?? true,
        },
        streams,
      ),
    );
    return answer.trim();
  }

  /** One of several. Throws usage. */
  async one(asked: Asked, choices: readonly Choice[]): Promise<string> {
    return this.#ask(asked, (streams) => select({ message: asked.question, choices: [...choices] }, streams));
  }

  /** Any of several. Throws usage. */
  async many(asked: Asked, choices: readonly Choice[]): Promise<string[]> {
    return this.#ask(asked, (streams) =>
      checkbox({ message: asked.question, choices: [...choices] }, streams),
    );
  }

  async #ask<Answer>(
    { option }: Asked,
    ask: (streams: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream }) => Promise<Answer>,
  ): Promise<Answer> {
    if (!this.canAsk) throw usage(`${option} is needed.`, 'At a terminal it would have been asked for.');
    try {
      return await ask({ input: this.#context.stdin, output: this.#context.stderr });
    } catch (error) {
      if (error instanceof Error && error.name === 'ExitPromptError') {
        throw usage('Left before all was said; nothing was written.');
      }
      throw error;
    }
  }
}
