import type { Environment } from '../../catalog/model.js';
import type { Book } from '../book.js';
import { html, type Child } from '../html.js';
import { markdown, plainSummary } from '../markdown.js';
import { renderPage, type SitePage } from '../page.js';
import { eventList } from '../parts/event-list.js';
import { fieldTable } from '../parts/field-table.js';
import { history } from '../parts/history.js';
import { counted, thingLink } from '../parts/labels.js';
import { factsBeside } from '../parts/facts.js';
import { listTrail } from '../parts/list-trail.js';
import { listOf, pageOf, rootOf } from '../places.js';

const policies = {
  flag: 'stored with the reasons, flagged',
  quarantine: 'kept apart, in the quarantine',
  reject: 'refused, the sender is told',
} as const;

/** One environment: who sends from it, what all of its events carry, which events those are. */
export function environmentPage(book: Book, environment: Environment): SitePage {
  const path = pageOf('environment', environment.name);
  const root = rootOf(path);
  const { card } = environment;
  const events = book.eventsOfEnvironment.get(environment.name) ?? [];
  const facts: readonly (readonly [string, Child])[] = [
    ['Owner', thingLink(book, root, 'owner', card.owner)],
    ['Kind', card.kind],
    [
      'Exposure',
      card.exposure === 'public'
        ? 'public: its keys are shipped to devices'
        : 'internal: only own servers have a key',
    ],
    ['What breaks its contract', policies[card.on_invalid ?? 'quarantine']],
  ];
  const sources = Object.entries(card.sources);
  const main = html`<article>
    <header class="head">
      ${listTrail(root, 'environment')}
      <h1>${card.title}</h1>
      <p class="full-name"><code>${environment.name}</code></p>
    </header>
    <div class="columns">
      ${factsBeside(environment.name, facts)}
      <div class="text">
        ${card.description !== undefined && html`<div class="lead">${markdown(card.description)}</div>`}
        <section aria-labelledby="sources">
          <h2 id="sources">${counted(sources.length, 'source')}</h2>
          ${
            sources.length === 0
              ? html`<p class="none">None yet.</p>`
              : html`<ul class="plain">
                  ${sources.map(([name, source]) => html`<li><code>${environment.name}/${name}</code> <span class="remark">${source.title}</span></li>`)}
                </ul>`
          }
        </section>
        <section aria-labelledby="fields">
          <h2 id="fields">Common fields</h2>
          ${fieldTable(book, root, environment, 'v')}
        </section>
        ${
          environment.contracts.size > 0 &&
          html`<section aria-labelledby="versions">
            <h2 id="versions">Versions of the common fields</h2>
            ${history(book, environment, 'v')}
          </section>`
        }
        <section aria-labelledby="events">
          <h2 id="events">${counted(events.length, 'event')} from here</h2>
          ${eventList(book, root, events, ({ card: event }) => {
            const ended = event.environments[environment.name]?.ended;
            return ended === undefined
              ? (book.catalog.owners.get(event.owner)?.title ?? event.owner)
              : `ended ${ended}`;
          })}
        </section>
      </div>
    </div>
  </article>`;
  return renderPage(book, {
    path,
    title: card.title,
    summary: plainSummary(card.description),
    section: 'environment',
    main,
  });
}

export function environmentsPage(book: Book): SitePage {
  const { environments } = book.catalog;
  const main = html`<header class="head">
      <h1>Environments</h1>
      <p class="lead">Where events are sent from.</p>
    </header>
    <ul class="entries">
      ${[...environments.values()].map(
        ({ name, card }) =>
          html`<li>
            <a href="${pageOf('environment', name)}"
              ><span class="title big">${card.title}</span> <span class="name">${name}</span></a
            >
            <p>${plainSummary(card.description, 120)}</p>
            <span class="remark"
              >${card.kind} · ${card.exposure} ·
              ${counted(book.eventsOfEnvironment.get(name)?.length ?? 0, 'event')}</span
            >
          </li>`,
      )}
    </ul>`;
  return renderPage(book, {
    path: listOf('environment'),
    title: 'Environments',
    section: 'environment',
    main,
  });
}
