import { quoted } from '../../catalog/quote.js';
import type { Rule } from '../rule.js';
import { forEachUse } from '../uses.js';

/** Why a pattern does not compile, or undefined where it does. */
function complaintOf(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    // `Invalid regular expression: /(/: Unterminated group`: the pattern itself is quoted by us.
    return error instanceof Error ? (error.message.split(': ').at(-1) ?? error.message) : String(error);
  }
}

export const patternSyntax: Rule = {
  id: 'pattern-syntax',
  purpose: 'Every pattern is a regular expression that can be compiled.',
  severity: 'error',
  firm: true,
  handlers: forEachUse(function* ({ use, file, pointer }) {
    if (use.pattern === undefined) return;
    const complaint = complaintOf(use.pattern);
    if (complaint === undefined) return;
    yield {
      file,
      pointer: `${pointer}/pattern`,
      message: `The pattern ${quoted(use.pattern)} does not compile (${complaint}).`,
      fix: 'Write it in the syntax of JavaScript with the flag u; escape what is meant literally.',
    };
  }),
};
