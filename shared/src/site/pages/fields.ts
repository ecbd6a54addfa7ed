import { typeText } from '../../catalog/describe.js';
import type { Book } from '../book.js';
import { html } from '../html.js';
import { plainSummary } from '../markdown.js';
import { renderPage, type SitePage } from '../page.js';
import { breakable, counted, privacyLabel } from '../parts/labels.js';
import { listOf, pageOf } from '../places.js';

/** The dictionary: every field that events share. */
export function fieldsPage(book: Book): SitePage {
  const { fields } = book.catalog;
  const main = html`<header class="head">
      <h1>Fields</h1>
      <p class="lead">
        ${counted(fields.size, 'field')} that events share. A field means the same and has the same type
        wherever it stands.
      </p>
    </header>
    <ul class="entries">
      ${[...fields].map(
        ([name, declaration]) =>
          html`<li>
            <a href="${pageOf('field', name)}"
              ><span class="name">${breakable(name)}</span>
              <span class="title">${declaration.title ?? ''}</span></a
            >
            <p>${plainSummary(declaration.description, 120)}</p>
            <span class="remark"
              ><span class="type">${declaration.type === 'object' ? 'object' : typeText(declaration)}</span>
              ${declaration.privacy !== 'none' && privacyLabel(declaration.privacy)}
              ${counted(book.usersOf.get(name)?.length ?? 0, 'use')}</span
            >
          </li>`,
      )}
    </ul>`;
  return renderPage(book, { path: listOf('field'), title: 'Fields', section: 'field', main });
}
