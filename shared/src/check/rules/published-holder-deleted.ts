import { cardPath, contractPath, type HolderKind } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import { isUnsound } from '../presence.js';
import { publishedHolders } from '../published.js';
import { mechanical, type Edit } from '../repairs/repair.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

function* check(kind: HolderKind, fix: string, context: RuleContext): Iterable<Remark> {
  const { events, environments } = context.catalog;
  // Asked for all names at once, and not for one after the other: no edit but of which there are concerns this rule.
  const now = new Set(kind === 'event' ? events.keys() : environments.keys());
  for (const published of publishedHolders(context.base)) {
    const { name, card, contracts } = published.holder;
    const file = cardPath(kind, name);
    if (published.kind !== kind || now.has(name) || isUnsound(context, file)) continue;
    yield {
      file,
      pointer: '',
      message: `The ${kind} ${quoted(name)} is published and may not be deleted.`,
      fix,
      repair: mechanical(
        { kind: 'create', file, value: card },
        ...Array.from(contracts, ([version, contract]): Edit => {
          return { kind: 'create', file: contractPath(kind, name, version), value: contract };
        }),
      ),
    };
  }
}

export const publishedEventDeleted: Rule = {
  id: 'published-event-deleted',
  purpose: 'A published event is never deleted, because its rows stay and its senders are out there.',
  severity: 'error',
  firm: true,
  handlers: {
    catalog: (context) => check('event', 'Put it back and set "status" to "deprecated" instead.', context),
  },
};

export const publishedEnvironmentDeleted: Rule = {
  id: 'published-environment-deleted',
  purpose: 'A published environment is never deleted, because its senders are out there.',
  severity: 'error',
  firm: true,
  handlers: {
    catalog: (context) => check('environment', 'Put it back; events can be ended there one by one.', context),
  },
};
