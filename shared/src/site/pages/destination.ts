import type { Destination } from '../../catalog/model.js';
import { hasTopic } from '../../catalog/topics.js';
import type { Book } from '../book.js';
import { html, type Child } from '../html.js';
import { markdown, plainSummary } from '../markdown.js';
import { renderPage, type SitePage } from '../page.js';
import { eventList } from '../parts/event-list.js';
import { counted, thingLink } from '../parts/labels.js';
import { factsBeside } from '../parts/facts.js';
import { listTrail } from '../parts/list-trail.js';
import { listOf, pageOf, rootOf } from '../places.js';

/** One recipient, and every event that it gets. */
export function destinationPage(book: Book, name: string, destination: Destination): SitePage {
  const path = pageOf('destination', name);
  const root = rootOf(path);
  const events = book.eventsOfDestination.get(name) ?? [];
  const facts: readonly (readonly [string, Child])[] = [
    ['Owner', destination.owner !== undefined && thingLink(book, root, 'owner', destination.owner)],
    ['Kind', destination.kind],
    [
      'Topic',
      destination.kind !== 'warehouse' &&
        hasTopic(destination) &&
        html`<code>${destination.topic ?? name}</code>`,
    ],
    ['Framing', destination.framing],
    ['Collection', destination.kind === 'mongodb' && html`<code>${destination.collection ?? name}</code>`],
    ['Keeps', destination.keep_days !== undefined && counted(destination.keep_days, 'day')],
    [
      'Flagged events',
      destination.kind === 'warehouse' || !hasTopic(destination) || destination.takes_flagged === true
        ? 'taken'
        : 'not taken',
    ],
  ];
  const main = html`<article>
    <header class="head">
      ${listTrail(root, 'destination')}
      <h1>${destination.title}</h1>
      <p class="full-name"><code>${name}</code></p>
    </header>
    <div class="columns">
      ${factsBeside(name, facts)}
      <div class="text">
        ${destination.description !== undefined && html`<div class="lead">${markdown(destination.description)}</div>`}
        <section aria-labelledby="events">
          <h2 id="events">Receives ${counted(events.length, 'event')}</h2>
          ${eventList(book, root, events)}
        </section>
      </div>
    </div>
  </article>`;
  return renderPage(book, {
    path,
    title: destination.title,
    summary: plainSummary(destination.description),
    section: 'destination',
    main,
  });
}

export function destinationsPage(book: Book): SitePage {
  const main = html`<header class="head">
      <h1>Destinations</h1>
      <p class="lead">Who receives events.</p>
    </header>
    <ul class="entries">
      ${[...book.catalog.destinations].map(
        ([name, destination]) =>
          html`<li>
            <a href="${pageOf('destination', name)}"
              ><span class="title big">${destination.title}</span> <span class="name">${name}</span></a
            >
            <p>${plainSummary(destination.description, 120)}</p>
            <span class="remark"
              >${destination.kind} ·
              ${counted(book.eventsOfDestination.get(name)?.length ?? 0, 'event')}</span
            >
          </li>`,
      )}
    </ul>`;
  return renderPage(book, {
    path: listOf('destination'),
    title: 'Destinations',
    section: 'destination',
    main,
  });
}
