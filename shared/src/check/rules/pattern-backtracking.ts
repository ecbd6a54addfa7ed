import recheck from '#recheck';
import { quoted } from '../../catalog/quote.js';
import { forEachPattern } from '../patterns.js';
import type { Rule } from '../rule.js';

/** The way without guessing, so that the same pattern gets the same answer everywhere; nearly all take milliseconds. */
const limits = { checker: 'automaton', timeout: 10_000, maxNFASize: 5000 } as const;

/** Without one of these there is nothing to try many ways of. */
const repetition = /[*+]|\{\d+,(?:\}|\d{3,}|[2-9]\d)/u;

/** From so many repetitions on, a limit that a pattern sets is no help against those who try them all. */
const many = /\{\d+,(?:\d{3,}|[2-9]\d)\}/gu;

const remembered = new Map<string, string | undefined>();
const mostRemembered = 10_000;

/** How the time grows that a text may take, in words; undefined where it grows with its length. */
function growthOf(pattern: string): string | undefined {
  if (remembered.has(pattern)) return remembered.get(pattern);
  const growth = measured(pattern);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(pattern, growth);
  return growth;
}

function measured(pattern: string): string | undefined {
  if (!repetition.test(pattern)) return undefined;
  const exact = recheck.checkSync(pattern, 'u', limits);
  if (exact.status === 'vulnerable') return growth(exact.complexity);
  if (exact.status === 'unknown' && exact.error.kind === 'timeout')
    return 'could not be found in ten seconds';
  // `(a{1,100}){1,100}` matches no endless text, and yet a short one takes for ever.
  const endless = pattern.replaceAll(many, '{1,}');
  if (endless === pattern) return undefined;
  const relaxed = recheck.checkSync(endless, 'u', limits);
  const isExponential = relaxed.status === 'vulnerable' && relaxed.complexity.type === 'exponential';
  return isExponential ? growth(relaxed.complexity) : undefined;
}

function growth(complexity: { readonly type: string; readonly degree?: number }): string {
  if (complexity.type === 'exponential') return 'doubles with every character';
  return `grows with the power of ${complexity.degree ?? 2} of its length`;
}

export const patternBacktracking: Rule = {
  id: 'pattern-backtracking',
  purpose: 'No text can keep a pattern busy for much longer than its length accounts for.',
  severity: 'error',
  firm: false,
  handlers: forEachPattern(function* (pattern) {
    const found = growthOf(pattern);
    if (found === undefined) return;
    yield {
      message: `There are texts for which the time that the pattern ${quoted(pattern)} takes ${found}; one such event would hold up a collector.`,
      fix: 'Begin it with ^, and let no character be matched by two repetitions that follow or hold each other.',
    };
  }),
};
