import type { Event } from '../../catalog/model.js';
import type { Book, RecentVersion } from '../book.js';
import { html, type Html } from '../html.js';
import { markdown, plainSummary } from '../markdown.js';
import { type Section, type SitePage, renderPage, sectionTitles } from '../page.js';
import { counted, eventLink } from '../parts/labels.js';
import { flow } from '../parts/flow.js';
import { listOf, namespacePage, pageOf } from '../places.js';

const mostRecent = 8;
const mostNamespaces = 12;

/** The first page: what the catalog is, how much there is of it, what is new and what goes. */
export function homePage(book: Book): SitePage {
  const { settings } = book.catalog;
  const main = html`<div class="home">
    <header class="cover">
      <h1>${book.title}</h1>
      ${
        settings.description === undefined
          ? html`<p class="lead">Every event, what it carries, who answers for it and who receives it.</p>`
          : html`<div class="lead">${markdown(settings.description)}</div>`
      }
      <form class="find large" role="search" action="search.html" method="get">
        <label class="unseen" for="find">Search the catalog</label>
        <input
          id="find"
          name="q"
          type="search"
          placeholder="An event, a field, a team …"
          autocomplete="off"
          spellcheck="false"
        />
        <button type="submit">Search</button>
      </form>
      ${counts(book)}
    </header>
    ${flow(book)}
    <div class="halves">
      <div>${recent(book)} ${namespaces(book)}</div>
      <div>${leaving(book)} ${owners(book)}</div>
    </div>
  </div>`;
  return renderPage(book, {
    path: 'index.html',
    title: book.title,
    summary: plainSummary(settings.description),
    holdsSearch: true,
    main,
  });
}

function counts(book: Book): Html {
  const { events, fields, environments, owners, destinations } = book.catalog;
  const sizes: readonly (readonly [Section, number])[] = [
    ['event', events.size],
    ['field', fields.size],
    ['environment', environments.size],
    ['owner', owners.size],
    ['destination', destinations.size],
  ];
  return html`<ul class="counts">
    ${sizes.map(
      ([section, size]) =>
        html`<li>
          <a href="${listOf(section)}"
            ><strong>${size.toLocaleString('en')}</strong>
            ${size === 1 ? section : sectionTitles[section].toLowerCase()}</a
          >
        </li>`,
    )}
  </ul>`;
}

function recent(book: Book): Html | undefined {
  const news = grouped(book.context.recent ?? []).filter(({ event }) => book.catalog.events.has(event));
  if (news.length === 0) return undefined;
  return html`<section aria-labelledby="new">
    <h2 id="new">What is new</h2>
    <ul class="news">
      ${news.slice(0, mostRecent).map(({ date, event, version, isNew }) => {
        const { card, contracts } = book.catalog.events.get(event) ?? {};
        const words = isNew ? card?.title : contracts?.get(version)?.note;
        return html`<li>
          <time datetime="${date}">${date}</time>
          <div>
            ${eventLink(book, '', event)} <span class="mark">${isNew ? 'new' : `version ${version}`}</span>
            ${words !== undefined && html`<p>${plainSummary(words, 110)}</p>`}
          </div>
        </li>`;
      })}
    </ul>
  </section>`;
}

/** What came on one day for one event is one piece of news. */
function grouped(versions: readonly RecentVersion[]): (RecentVersion & { readonly isNew: boolean })[] {
  const news = new Map<string, RecentVersion & { readonly isNew: boolean }>();
  for (const one of versions) {
    const key = `${one.date} ${one.event}`;
    const known = news.get(key);
    const isNew = one.version === 1 || known?.isNew === true;
    news.set(key, { ...one, version: Math.max(one.version, known?.version ?? 0), isNew });
  }
  return [...news.values()];
}

/** What is deprecated, the first to go first. */
function leaving(book: Book): Html | undefined {
  const events = [...book.catalog.events.values()]
    .filter(({ card }) => card.status === 'deprecated')
    .sort((a, b) => (until(a) < until(b) ? -1 : 1));
  if (events.length === 0) return undefined;
  return html`<section aria-labelledby="leaving">
    <h2 id="leaving">What is going</h2>
    <ul class="news">
      ${events.slice(0, mostRecent).map((event) => {
        const { sunset, replacement } = event.card.deprecation ?? {};
        return html`<li>
          ${sunset === undefined ? html`<span>no date</span>` : html`<time datetime="${sunset}">${sunset}</time>`}
          <div>
            ${eventLink(book, '', event.name)}
            ${replacement !== undefined && html`<p>Instead: ${eventLink(book, '', replacement)}</p>`}
          </div>
        </li>`;
      })}
    </ul>
    ${events.length > mostRecent && html`<p class="note">And ${events.length - mostRecent} more.</p>`}
  </section>`;
}

function until({ name, card }: Event): string {
  return `${card.deprecation?.sunset ?? '9999'} ${name}`;
}

/** The parts of the tree of names, with a bar for each that says how much of the catalog it is. */
function namespaces(book: Book): Html | undefined {
  const all = [...book.namespaces.children].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const [first] = all;
  if (first === undefined) return undefined;
  return html`<section aria-labelledby="namespaces">
    <h2 id="namespaces">Namespaces</h2>
    <ul class="bars">
      ${all.slice(0, mostNamespaces).map(
        ({ name, label, count }) =>
          html`<li>
            <a class="name" href="${namespacePage(name)}">${label}</a>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect width="${Math.max((100 * count) / first.count, 1)}" height="6" rx="1" />
            </svg>
            <span>${counted(count, 'event')}</span>
          </li>`,
      )}
    </ul>
    ${all.length > mostNamespaces && html`<p class="note"><a href="${listOf('event')}">All ${all.length} namespaces</a></p>`}
  </section>`;
}

function owners(book: Book): Html {
  const all = [...book.catalog.owners].sort(
    ([a], [b]) =>
      (book.eventsOfOwner.get(b)?.length ?? 0) - (book.eventsOfOwner.get(a)?.length ?? 0) || (a < b ? -1 : 1),
  );
  return html`<section aria-labelledby="owners">
    <h2 id="owners">Who answers</h2>
    <ul class="plain">
      ${all.slice(0, mostNamespaces).map(
        ([name, owner]) =>
          html`<li>
            <a href="${pageOf('owner', name)}">${owner.title}</a>
            <span class="remark">${counted(book.eventsOfOwner.get(name)?.length ?? 0, 'event')}</span>
          </li>`,
      )}
    </ul>
    ${all.length > mostNamespaces && html`<p class="note"><a href="${listOf('owner')}">All ${all.length} owners</a></p>`}
  </section>`;
}
