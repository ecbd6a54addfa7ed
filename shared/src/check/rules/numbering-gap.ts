import type { Environment, Event } from '../../catalog/model.js';
import { contractPath, type HolderKind } from '../../catalog/paths.js';
import { isUnsound } from '../presence.js';
import { publishedHolder } from '../published.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

function* check(kind: HolderKind, holder: Event | Environment, context: RuleContext): Iterable<Remark> {
  const published = publishedHolder(context.base, kind, holder.name);
  let expected = 1;
  for (const version of holder.contracts.keys()) {
    const missing = [];
    for (let number = expected; number < version && missing.length < 3; number++) {
      const path = contractPath(kind, holder.name, number);
      // That a published one was deleted has a rule of its own.
      if (isUnsound(context, path) || published?.contracts.has(number) === true) continue;
      missing.push(number);
    }
    expected = version + 1;
    const [first] = missing;
    if (first === undefined) continue;
    const said = {
      file: contractPath(kind, holder.name, version),
      pointer: '/version',
      message: `Version ${version} comes before there is a version ${first}; nobody can tell whether one was lost.`,
      fix: `Number it ${first}, or put ${first}.json beside it.`,
    };
    // A published number stays.
    yield published?.contracts.has(version) === true ? { ...said, severity: 'warning' } : said;
  }
}

export const numberingGap: Rule = {
  id: 'numbering-gap',
  purpose: 'Contracts are numbered from 1 on, without a gap.',
  severity: 'error',
  firm: false,
  handlers: {
    event: (event, context) => check('event', event, context),
    environment: (environment, context) => check('environment', environment, context),
  },
};
