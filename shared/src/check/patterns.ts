import type { Remark, RuleContext, RuleHandlers } from './rule.js';
import { forEachUse } from './uses.js';

/** What a rule says of one pattern, wherever it stands. */
export type PatternSaying = Pick<Remark, 'message' | 'fix'>;

/** Handlers that look at every pattern of every contract. */
export function forEachPattern(
  check: (pattern: string, context: RuleContext) => Iterable<PatternSaying>,
): RuleHandlers {
  return forEachUse(function* (placed, context) {
    const { pattern } = placed.use;
    if (pattern === undefined) return;
    for (const said of check(pattern, context)) {
      yield { ...said, file: placed.file, pointer: `${placed.pointer}/pattern` };
    }
  });
}

/** The pattern as JavaScript reads it with the flag u, or the engine's complaint. */
export function compiled(pattern: string): RegExp | string {
  try {
    return new RegExp(pattern, 'u');
  } catch (error) {
    // `Invalid regular expression: /(/: Unterminated group`: the pattern itself is quoted by us.
    return error instanceof Error ? (error.message.split(': ').at(-1) ?? error.message) : String(error);
  }
}
