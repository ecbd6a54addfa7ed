import { type Book } from './book.js';
import { type Child, html, type Html } from './html.js';
import { listOf, rootOf } from './places.js';

/** One file of the site: text by its path from the site's folder on. */
export interface SitePage {
  readonly path: string;
  readonly text: string;
}

/** What a page says beside what every page says. */
export interface PageContent {
  readonly path: string;
  readonly title: string;
  /** For search engines and previews. */
  readonly summary?: string;
  /** Which entry of the navigation it belongs to. */
  readonly section?: Section;
  readonly main: Html;
  /** Whether the text itself holds the search; then the bar at the top has none. */
  readonly holdsSearch?: boolean;
  /** Scripts of this page alone, from the site's folder on. */
  readonly scripts?: readonly string[];
}

const sections = ['event', 'field', 'environment', 'owner', 'destination'] as const;
export type Section = (typeof sections)[number];

export const sectionTitles: Readonly<Record<Section, string>> = {
  event: 'Events',
  field: 'Fields',
  environment: 'Environments',
  owner: 'Owners',
  destination: 'Destinations',
};

/**
 * Nothing but the site's own files: no other host, no script or style inside of a page. It stands in every page, so
 * that it holds wherever the site lies, also on a disk.
 */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'";

/** A whole page. */
export function renderPage(book: Book, content: PageContent): SitePage {
  const root = rootOf(content.path);
  const title = content.title === book.title ? book.title : `${content.title} · ${book.title}`;
  const { text } = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${policy}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>${title}</title>
      ${
        content.summary !== undefined &&
        content.summary !== '' &&
        html`<meta name="description" content="${content.summary}" />`
      }
      <link rel="icon" href="${root}assets/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="${root}assets/fonts.css" />
      <link rel="stylesheet" href="${root}assets/site.css" />
      <script src="${root}assets/site.js"></script>
      ${content.scripts?.map((script) => html`<script src="${root}${script}" defer></script>`)}
    </head>
    <body>
      <a class="skip" href="#main">Skip to the text</a>
      ${header(book, root, content)}
      <main id="main" tabindex="-1">${content.main}</main>
      ${footer(book)}
    </body>
  </html>`;
  return { path: content.path, text: `<!doctype html>\n${text}\n` };
}

function header(book: Book, root: string, { section: current, holdsSearch }: PageContent): Html {
  return html`<header class="bar">
    <div class="bar-inside">
      <a class="brand" href="${root}index.html">${bookMark}<span>${book.title}</span></a>
      <nav aria-label="Main">
        <ul>
          ${sections.map(
            (section) =>
              html`<li>
                <a href="${root}${listOf(section)}" ${section === current && html`aria-current="page"`}
                  >${sectionTitles[section]}</a
                >
              </li>`,
          )}
        </ul>
      </nav>
      ${holdsSearch !== true && smallSearch(root)}
      <button class="theme" type="button" id="theme" hidden>
        <span class="unseen">Dark page</span>
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
          <path d="M10 2.5a7.5 7.5 0 1 0 0 15z" />
          <circle cx="10" cy="10" r="7.5" />
        </svg>
      </button>
    </div>
  </header>`;
}

function smallSearch(root: string): Html {
  return html`<form class="find" role="search" action="${root}search.html" method="get">
    <label class="unseen" for="find">Search the catalog</label>
    <input id="find" name="q" type="search" placeholder="Search" autocomplete="off" spellcheck="false" />
    <kbd aria-hidden="true">/</kbd>
  </form>`;
}

const bookMark = html`<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
  <path
    d="M12 5.5C9.5 3.8 6.3 3.3 3 3.6v14.9c3.3-.3 6.5.2 9 1.9 2.5-1.7 5.7-2.2 9-1.9V3.6c-3.3-.3-6.5.2-9 1.9z"
  />
  <path d="M12 5.5v14.9" />
</svg>`;

function footer(book: Book): Html {
  const { commit } = book.context;
  const made: Child =
    commit !== undefined &&
    html`, as of <time datetime="${commit.date}">${commit.date}</time>, commit ${commit.id.slice(0, 10)}`;
  return html`<footer>
    <p>The catalog <strong>${book.title}</strong>${made}. Written by Eventbook.</p>
  </footer>`;
}
