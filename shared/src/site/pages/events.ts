import type { Book } from '../book.js';
import { html, type Html } from '../html.js';
import type { Namespace } from '../namespaces.js';
import { renderPage, type SitePage } from '../page.js';
import { eventList } from '../parts/event-list.js';
import { breakable, counted, statusLabel } from '../parts/labels.js';
import { namespaceTrail } from '../parts/namespace-trail.js';
import { listOf, namespacePage, pageOf, rootOf } from '../places.js';

/** Up to so many events the tree names them all; beyond that each namespace's own page does. */
const mostInTree = 1500;

/** All events as the tree that the dots of their names make. */
export function eventsPage(book: Book): SitePage {
  const { namespaces } = book;
  const withEvents = namespaces.count <= mostInTree;
  const main = html`<header class="head">
      <h1>Events</h1>
      <p class="lead">
        ${counted(namespaces.count, 'event')}${namespaces.children.length > 0 && html` in ${counted(namespaces.children.length, 'namespace')}`}.
      </p>
    </header>
    ${
      namespaces.children.length > 0 &&
      html`<ul class="tree">
        ${namespaces.children.map((child) => branch(child, '', withEvents))}
      </ul>`
    }
    ${
      namespaces.events.length > 0 &&
      html`<section aria-labelledby="bare">
        ${namespaces.children.length > 0 && html`<h2 id="bare">Outside of any namespace</h2>`}
        ${eventList(book, '', namespaces.events)}
      </section>`
    }`;
  return renderPage(book, { path: listOf('event'), title: 'Events', section: 'event', main });
}

function branch(namespace: Namespace, root: string, withEvents: boolean): Html {
  const { name, label, children, events, count } = namespace;
  const head = html`<a class="name" href="${root}${namespacePage(name)}">${breakable(label)}</a>
    <span class="remark">${count}</span>`;
  return html`<li>
    ${head}
    ${
      (withEvents || children.length > 0) &&
      html`<ul>
        ${children.map((child) => branch(child, root, withEvents))}
        ${
          withEvents &&
          events.map(
            (event) =>
              html`<li>
                <a href="${root}${pageOf('event', event.name)}"
                  ><span class="name">${breakable(event.name.slice(name.length + 1))}</span>
                  <span class="title">${event.card.title}</span></a
                >
                ${statusLabel(event)}
              </li>`,
          )
        }
      </ul>`
    }
  </li>`;
}

/** One namespace: what is below it, and its own events. */
export function namespacePageOf(book: Book, namespace: Namespace): SitePage {
  const path = namespacePage(namespace.name);
  const root = rootOf(path);
  const main = html`<header class="head">
      ${namespaceTrail(book, root, namespace.name)}
      <h1><span class="name">${breakable(namespace.name)}</span></h1>
      <p class="lead">${counted(namespace.count, 'event')}.</p>
    </header>
    ${
      namespace.children.length > 0 &&
      html`<ul class="tree">
        ${namespace.children.map((child) => branch(child, root, namespace.count <= mostInTree))}
      </ul>`
    }
    ${namespace.events.length > 0 && eventList(book, root, namespace.events)}`;
  return renderPage(book, { path, title: namespace.name, section: 'event', main });
}
