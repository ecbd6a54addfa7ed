import type { Event } from '../../catalog/model.js';
import { newestContract } from '../../catalog/resolve.js';
import type { Book } from '../book.js';
import { type Child, html, type Html } from '../html.js';
import { plainSummary } from '../markdown.js';
import { breakable, statusLabel } from './labels.js';
import { pageOf } from '../places.js';

/** Events one below the other: name, title, and what else a page has to say of each. */
export function eventList(
  book: Book,
  root: string,
  events: readonly Event[],
  remark: (event: Event) => Child = (event) =>
    book.catalog.owners.get(event.card.owner)?.title ?? event.card.owner,
): Html {
  if (events.length === 0) return html`<p class="none">None.</p>`;
  return html`<ul class="entries">
    ${events.map((event) => {
      const version = newestContract(event)?.version;
      return html`<li>
        <a href="${root}${pageOf('event', event.name)}">
          <span class="name">${breakable(event.name)}</span>
          <span class="title">${event.card.title}</span>
          ${statusLabel(event)}
        </a>
        <p>${plainSummary(event.card.description, 120)}</p>
        <span class="remark">${version !== undefined && html`v${version} · `}${remark(event)}</span>
      </li>`;
    })}
  </ul>`;
}
