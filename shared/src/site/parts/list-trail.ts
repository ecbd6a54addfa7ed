import { html, type Html } from '../html.js';
import { type Section, sectionTitles } from '../page.js';
import { listOf } from '../places.js';

/** The way back from one thing to the list of its kind. */
export function listTrail(root: string, section: Section): Html {
  const title = sectionTitles[section];
  return html`<nav class="trail" aria-label="${title}">
    <ol>
      <li><a href="${root}${listOf(section)}">${title}</a></li>
    </ol>
  </nav>`;
}
