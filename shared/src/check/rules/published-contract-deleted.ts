import type { Environment, Event } from '../../catalog/model.js';
import { contractPath, type HolderKind } from '../../catalog/paths.js';
import { isUnsound } from '../presence.js';
import { publishedHolder } from '../published.js';
import { mechanical } from '../repairs/repair.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

function* check(kind: HolderKind, holder: Event | Environment, context: RuleContext): Iterable<Remark> {
  const before = publishedHolder(context.base, kind, holder.name);
  for (const [version, contract] of before?.contracts ?? []) {
    const file = contractPath(kind, holder.name, version);
    if (holder.contracts.has(version) || isUnsound(context, file)) continue;
    yield {
      file,
      pointer: '',
      message: `Version ${version} is published and may not be deleted.`,
      fix:
        kind === 'event'
          ? `Put it back. To keep people off it, say so on the card: "versions": {"${version}": {"status": "deprecated", …}}.`
          : 'Put it back.',
      repair: mechanical({ kind: 'create', file, value: contract }),
    };
  }
}

export const publishedContractDeleted: Rule = {
  id: 'published-contract-deleted',
  purpose: 'A published contract is never deleted, because events that follow it still arrive.',
  severity: 'error',
  firm: true,
  handlers: {
    event: (event, context) => check('event', event, context),
    environment: (environment, context) => check('environment', environment, context),
  },
};
