import { documentKinds } from '../../search/document.js';
import type { Book } from '../book.js';
import { html } from '../html.js';
import { renderPage, sectionTitles, type SitePage } from '../page.js';
import { listOf } from '../places.js';
import { searchScripts } from '../search-index.js';

/** The search works in the browser, on files of the site alone; nothing is asked of any server. */
export function searchPage(book: Book): SitePage {
  const main = html`<header class="head"><h1>Search</h1></header>
    <form class="find large" id="search-form" role="search" action="search.html" method="get">
      <label class="unseen" for="words">What to look for</label>
      <input
        id="words"
        name="q"
        type="search"
        placeholder="An event, a field, a team …"
        autocomplete="off"
        spellcheck="false"
      />
      <button type="submit">Search</button>
    </form>
    <fieldset class="kinds" id="kinds" hidden>
      <legend class="unseen">Only</legend>
      <label><input type="radio" name="kind" value="" checked /><span>Everything</span></label>
      ${documentKinds.map((kind) => html`<label><input type="radio" name="kind" value="${kind}" /><span>${sectionTitles[kind]}</span></label>`)}
    </fieldset>
    <p class="note" id="status" role="status"></p>
    <ol class="entries found" id="results"></ol>
    <noscript
      ><p>
        The search needs JavaScript. Without it, begin with <a href="${listOf('event')}">all events</a>.
      </p></noscript
    >`;
  return renderPage(book, {
    path: 'search.html',
    title: 'Search',
    holdsSearch: true,
    main,
    scripts: searchScripts,
  });
}
