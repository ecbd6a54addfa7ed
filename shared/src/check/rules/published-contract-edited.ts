import type { Environment, Event } from '../../catalog/model.js';
import { contractPath, type HolderKind } from '../../catalog/paths.js';
import { newestContract } from '../../catalog/resolve.js';
import { firstDifference } from '../../catalog/same-meaning.js';
import { publishedHolder } from '../published.js';
import { proposed } from '../repairs/repair.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

function* check(kind: HolderKind, holder: Event | Environment, context: RuleContext): Iterable<Remark> {
  const before = publishedHolder(context.base, kind, holder.name);
  const next = (newestContract(holder)?.version ?? 0) + 1;
  for (const [version, published] of before?.contracts ?? []) {
    const now = holder.contracts.get(version);
    if (now === undefined) continue;
    const pointer = firstDifference(published, now);
    if (pointer === undefined) continue;
    yield {
      file: contractPath(kind, holder.name, version),
      pointer,
      message: `Version ${version} is published and may not be edited any more; here it differs from what was published.`,
      fix: `Save the changed copy as ${next}.json with "version": ${next}, and put ${version}.json back as it was.`,
      repair: proposed(
        { kind: 'create', file: contractPath(kind, holder.name, next), value: { ...now, version: next } },
        { kind: 'set', file: contractPath(kind, holder.name, version), pointer: '', value: published },
      ),
    };
  }
}

export const publishedContractEdited: Rule = {
  id: 'published-contract-edited',
  purpose: 'A published contract is never edited, because programs were built on it.',
  severity: 'error',
  firm: true,
  handlers: {
    event: (event, context) => check('event', event, context),
    environment: (environment, context) => check('environment', environment, context),
  },
};
