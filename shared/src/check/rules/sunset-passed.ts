import type { Event } from '../../catalog/model.js';
import { cardPath } from '../../catalog/paths.js';
import { pointerTo } from '../../catalog/pointer.js';
import { quoted } from '../../catalog/quote.js';
import type { Remark, Rule, RuleContext } from '../rule.js';
import type { Sender } from '../senders.js';

const mostNamed = 3;

/** `site-backend/web (version 1, php/0.1.4, until 2026-11-24)`, the busiest first. */
function listed(senders: readonly Sender[]): string {
  const named = senders.slice(0, mostNamed).map(({ source, version, langpack, last }) => {
    const by = langpack === undefined ? '' : `, ${langpack}`;
    return `${source} (version ${version}${by}, last on ${last})`;
  });
  const more = senders.length - named.length;
  return named.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function* late(
  senders: readonly Sender[],
  day: string,
  pointer: string,
  what: string,
  { name }: Event,
): Iterable<Remark> {
  const remaining = senders.filter(({ last }) => last >= day);
  if (remaining.length === 0) return;
  yield {
    file: cardPath('event', name),
    pointer,
    message: `${what} ended on ${day}, and it is still sent: ${listed(remaining)}.`,
    fix: 'Ask those senders to stop, or move the day.',
  };
}

function* check(event: Event, { senders, today }: RuleContext): Iterable<Remark> {
  const all = senders?.get(event.name) ?? [];
  const sunset = event.card.deprecation?.sunset;
  if (sunset !== undefined && sunset <= today) {
    yield* late(all, sunset, '/deprecation/sunset', 'The event', event);
  }
  for (const [environment, { ended }] of Object.entries(event.card.environments)) {
    if (ended === undefined || ended > today) continue;
    const there = all.filter((sender) => sender.environment === environment);
    const pointer = pointerTo('/environments', environment, 'ended');
    yield* late(there, ended, pointer, `The use of the event in ${quoted(environment)}`, event);
  }
  for (const [version, { status, since }] of Object.entries(event.card.versions ?? {})) {
    if (status !== 'withdrawn' || since > today) continue;
    const those = all.filter((sender) => sender.version === Number(version));
    yield* late(those, since, pointerTo('/versions', version), `Version ${version}`, event);
  }
}

export const sunsetPassed: Rule = {
  id: 'sunset-passed',
  purpose: 'What has come to its end is not sent any more.',
  severity: 'warning',
  firm: false,
  needs: 'senders',
  handlers: { event: check },
};
