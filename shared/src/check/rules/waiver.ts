import type { Rule } from '../rule.js';

/** Kept by the runner, which alone sees whether a waiver met a finding (see ../waivers.ts). */
export const waiver: Rule = {
  id: 'waiver',
  purpose: 'Every waiver in catalog.json still does something, and ends one day.',
  // Not an error: on the day a waiver ends, what it covered is told again, and that is what counts.
  severity: 'warning',
  firm: true,
  handlers: {},
};
