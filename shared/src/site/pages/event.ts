import type { Event, Media } from '../../catalog/model.js';
import { newestContract } from '../../catalog/resolve.js';
import { examplePayload } from '../../event/example-payload.js';
import type { Book } from '../book.js';
import { type Child, html, type Html } from '../html.js';
import { markdown, plainSummary } from '../markdown.js';
import { type SitePage, renderPage } from '../page.js';
import { contactList } from '../parts/contacts.js';
import { factsBeside } from '../parts/facts.js';
import { fieldTable } from '../parts/field-table.js';
import { history } from '../parts/history.js';
import { jsonBlock } from '../parts/json-block.js';
import { breakable, eventLink, statusLabel, thingLink } from '../parts/labels.js';
import { namespaceTrail } from '../parts/namespace-trail.js';
import { route } from '../parts/route.js';
import { pageOf, rootOf } from '../places.js';

/** Everything about one event. */
export function eventPage(book: Book, event: Event): SitePage {
  const path = pageOf('event', event.name);
  const root = rootOf(path);
  const { card } = event;
  const main = html`<article class="event">
    <header class="head">
      ${namespaceTrail(book, root, event.name)}
      <h1>${card.title} ${statusLabel(event)}</h1>
      <p class="full-name">
        <code id="name">${breakable(event.name)}</code
        ><button type="button" class="copy" data-copy="name" hidden>Copy</button>
      </p>
    </header>
    ${deprecation(book, root, event)}
    <div class="columns">
      ${aside(book, root, event)}
      <div class="text">
        ${card.description !== undefined && html`<div class="lead">${markdown(card.description)}</div>`}
        <section aria-labelledby="route">
          <h2 id="route">Where it goes</h2>
          ${route(book, root, event)}
        </section>
        <section aria-labelledby="fields">
          <h2 id="fields">Fields</h2>
          ${fieldTable(book, root, event, 'v')}
        </section>
        ${commonFields(book, root, event)} ${example(book, event)}
        <section aria-labelledby="versions">
          <h2 id="versions">Versions</h2>
          ${history(book, event, 'v')}
        </section>
      </div>
    </div>
  </article>`;
  return renderPage(book, {
    path,
    title: `${event.name}: ${card.title}`,
    summary: plainSummary(card.description),
    section: 'event',
    main,
  });
}

function deprecation(book: Book, root: string, event: Event): Html | undefined {
  const { deprecation: facts, status } = event.card;
  if (status === 'draft') {
    return html`<div class="banner draft">
      <p>
        <strong>A draft.</strong> It is not published: collectors do not know it yet, and everything about it
        may change.
      </p>
    </div>`;
  }
  if (facts === undefined) return undefined;
  const dates = [
    html`Deprecated since <time datetime="${facts.since}">${facts.since}</time>`,
    facts.sunset !== undefined &&
      html`; nobody should send it from <time datetime="${facts.sunset}">${facts.sunset}</time> on`,
  ];
  return html`<div class="banner deprecated">
    <p><strong>${dates}.</strong> ${facts.reason}</p>
    ${facts.replacement !== undefined && html`<p>Send ${eventLink(book, root, facts.replacement)} instead.</p>`}
  </div>`;
}

function aside(book: Book, root: string, event: Event): Html {
  const { card } = event;
  const newest = newestContract(event)?.version;
  const owner = book.catalog.owners.get(card.owner);
  const facts: readonly (readonly [string, Child])[] = [
    [
      'Owner',
      html`${thingLink(book, root, 'owner', card.owner)} ${owner !== undefined && contactList(owner)}`,
    ],
    ['Status', statusLabel(event, true)],
    ['Newest version', newest === undefined ? 'none yet' : html`<a href="#v${newest}">${newest}</a>`],
    ['Delivery', delivery(event)],
    [
      'Tags',
      card.tags !== undefined &&
        card.tags.length > 0 &&
        html`<ul class="tags">
          ${card.tags.map((tag) => html`<li><a href="${root}search.html?q=${encodeURIComponent(tag)}">${tag}</a></li>`)}
        </ul>`,
    ],
    ['Renamed from', card.renamed_from !== undefined && eventLink(book, root, card.renamed_from)],
    ['To look at', card.media !== undefined && card.media.length > 0 && mediaList(card.media)],
  ];
  return factsBeside(event.name, facts);
}

function delivery(event: Event): Child {
  const facts = event.card.delivery;
  if (facts === undefined) return undefined;
  const words = [
    facts.pause === true && 'paused',
    facts.sample !== undefined && `${facts.sample * 100} % sampled`,
  ].filter((word) => word !== false);
  return words.length === 0 ? undefined : words.join(', ');
}

function mediaList(media: readonly Media[]): Html {
  return html`<ul class="media">
    ${media.map(({ title, url, kind }) => html`<li><a href="${url}" rel="noreferrer nofollow">${title}</a>${kind !== undefined && html` <small>${kind}</small>`}</li>`)}
  </ul>`;
}

/** What each environment adds, by the newest version of its common fields. */
function commonFields(book: Book, root: string, event: Event): Html | undefined {
  const environments = Object.keys(event.card.environments).flatMap((name) => {
    const environment = book.catalog.environments.get(name);
    const fields = environment && newestContract(environment)?.fields;
    return environment === undefined || fields === undefined || Object.keys(fields).length === 0
      ? []
      : [{ environment, fields }];
  });
  if (environments.length === 0) return undefined;
  return html`<section aria-labelledby="common">
    <h2 id="common">Sent along with it</h2>
    <p class="note">
      What every event of an environment carries beside its own fields; required ones in bold.
    </p>
    <dl class="common">
      ${environments.map(
        ({ environment, fields }) =>
          html`<div>
            <dt>
              <a href="${root}${pageOf('environment', environment.name)}#fields">${environment.card.title}</a>
            </dt>
            <dd>
              ${Object.entries(fields).map(([name, use]) => (use.required === true ? html`<strong><code>${name}</code></strong> ` : html`<code>${name}</code> `))}
            </dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function example(book: Book, event: Event): Html | undefined {
  const contract = newestContract(event);
  if (contract === undefined) return undefined;
  const open = Object.entries(event.card.environments).find(([, { ended }]) => ended === undefined)?.[0];
  const environment = open === undefined ? undefined : book.catalog.environments.get(open);
  const { envelope, unmet } = examplePayload(book.catalog, event, contract, environment);
  return html`<section aria-labelledby="example">
    <h2 id="example">Example</h2>
    <p class="note">
      As ${environment === undefined ? 'a sender' : html`<strong>${environment.card.title}</strong>`} would
      send version ${contract.version}: <code>POST /v1/events</code>.
      ${unmet.length > 0 && html`An outline: ${unmet.map((name) => html`<code>${name}</code> `)} has to match its pattern.`}
    </p>
    ${jsonBlock('payload', envelope)}
  </section>`;
}
