import { cardPath, contractPath, type HolderKind } from '../../catalog/paths.js';
import { proposed } from '../repairs/repair.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

function* check(kind: HolderKind, name: string, contracts: number, context: RuleContext): Iterable<Remark> {
  if (contracts > 0) return;
  const folder = `${kind}s/${name}/`;
  const card = cardPath(kind, name);
  for (const path of context.unsound) if (path !== card && path.startsWith(folder)) return;
  yield {
    file: card,
    pointer: '',
    message:
      kind === 'event'
        ? 'The event has no contract, so nobody could send it.'
        : 'The environment has no contract, so nobody knows its common fields.',
    fix: `Add ${contractPath(kind, name, 1)}: {"version": 1, "fields": {}}.`,
    repair: proposed({
      kind: 'create',
      file: contractPath(kind, name, 1),
      value: { version: 1, fields: {} },
    }),
  };
}

export const contractMissing: Rule = {
  id: 'contract-missing',
  purpose: 'Every environment, and every event that is not a draft, has at least one contract.',
  severity: 'error',
  firm: true,
  handlers: {
    *event({ name, card, contracts }, context) {
      if (card.status !== 'draft') yield* check('event', name, contracts.size, context);
    },
    *environment({ name, contracts }, context) {
      yield* check('environment', name, contracts.size, context);
    },
  },
};
