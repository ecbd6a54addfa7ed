import { cardPath } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import { forEachDeclaration } from '../declarations.js';
import { publishedEvent } from '../published.js';
import type { Remark, Rule } from '../rule.js';

const part = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/u;

function isSnakeCase(name: string): boolean {
  return name.split('.').every((each) => part.test(each));
}

function snakeCased(name: string): string {
  return name
    .split('.')
    .map((each) =>
      each
        .replaceAll(/([a-z0-9])([A-Z])/gu, '$1_$2')
        .replaceAll(/_+/gu, '_')
        .replaceAll(/^_|_$/gu, '')
        .toLowerCase(),
    )
    .join('.');
}

function remark(what: string, name: string, file: string, pointer: string): Remark {
  return {
    file,
    pointer,
    message: `The ${what} ${quoted(name)} is not in snake case (lower case, words joined by "_").`,
    fix: `Call it ${quoted(snakeCased(name))}.`,
  };
}

const declarations = forEachDeclaration(function* ({ name, file, pointer }) {
  if (!isSnakeCase(name)) yield remark('field', name, file, pointer);
});

export const snakeCase: Rule = {
  id: 'snake-case',
  purpose: 'Events and fields are named in snake case, so that nobody has to remember how each was written.',
  severity: 'error',
  firm: false,
  handlers: {
    ...declarations,
    *event(event, context) {
      if (!isSnakeCase(event.name)) {
        const said = remark('event', event.name, cardPath('event', event.name), '');
        // A published name stays: it can only be left for a new one.
        yield publishedEvent(context.base, event.name) === undefined
          ? said
          : { ...said, severity: 'warning' };
      }
      yield* declarations.event(event, context, event.name);
    },
  },
};
