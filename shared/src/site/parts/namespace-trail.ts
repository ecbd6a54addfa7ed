import type { Book } from '../book.js';
import { html, type Html } from '../html.js';
import { namespacesOf } from '../namespaces.js';
import { listOf, namespacePage } from '../places.js';

/** The way from all events down to the namespace that a name stands in. */
export function namespaceTrail(book: Book, root: string, name: string): Html {
  return html`<nav class="trail" aria-label="Namespaces">
    <ol>
      <li><a href="${root}${listOf('event')}">Events</a></li>
      ${namespacesOf(book.namespaces, name).map(
        (namespace) =>
          html`<li><a href="${root}${namespacePage(namespace.name)}">${namespace.label}</a></li>`,
      )}
    </ol>
  </nav>`;
}
