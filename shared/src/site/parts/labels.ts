import type { Event, PrivacyClass } from '../../catalog/model.js';
import type { Book } from '../book.js';
import { html, type Html } from '../html.js';
import { pageOf } from '../places.js';

/** The status of an event; nothing for what is active, which is the rule. */
export function statusLabel(event: Event, always = false): Html | undefined {
  const { status } = event.card;
  if (status === 'active' && !always) return undefined;
  return html`<span class="status ${status}">${status}</span>`;
}

export function privacyLabel(privacy: PrivacyClass | undefined): Html {
  return privacy === undefined
    ? html`<span class="privacy unsaid">not said</span>`
    : html`<span class="privacy ${privacy}">${privacy}</span>`;
}

/** A link to an owner, an environment or a destination by its title; its bare name where there is no such thing. */
export function thingLink(
  book: Book,
  root: string,
  kind: 'owner' | 'environment' | 'destination',
  name: string,
): Html {
  const title = titleOf(book, kind, name);
  return title === undefined
    ? html`<code>${name}</code>`
    : html`<a href="${root}${pageOf(kind, name)}">${title}</a>`;
}

function titleOf(
  book: Book,
  kind: 'owner' | 'environment' | 'destination',
  name: string,
): string | undefined {
  const { owners, environments, destinations } = book.catalog;
  if (kind === 'owner') return owners.get(name)?.title;
  if (kind === 'environment') return environments.get(name)?.card.title;
  return destinations.get(name)?.title;
}

export function eventLink(book: Book, root: string, name: string): Html {
  return book.catalog.events.has(name)
    ? html`<a class="name" href="${root}${pageOf('event', name)}">${breakable(name)}</a>`
    : html`<code>${name}</code>`;
}

/** A long name may be broken behind its dots and underscores, and nowhere else. */
export function breakable(name: string): Html {
  const parts = name.split(/(?<=[._])/u);
  return html`${parts.map((part, index) => (index === 0 ? part : html`<wbr />${part}`))}`;
}

/** `1 event`, `2 events`. */
export function counted(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}
