import { quoted } from '../../catalog/quote.js';
import { compiled, forEachPattern } from '../patterns.js';
import type { Rule } from '../rule.js';

export const patternSyntax: Rule = {
  id: 'pattern-syntax',
  purpose: 'Every pattern is a regular expression that can be compiled.',
  severity: 'error',
  firm: true,
  handlers: forEachPattern(function* (pattern) {
    const complaint = compiled(pattern);
    if (typeof complaint !== 'string') return;
    yield {
      message: `The pattern ${quoted(pattern)} does not compile (${complaint}).`,
      fix: 'Write it in the syntax of JavaScript with the flag u; escape what is meant literally.',
    };
  }),
};
