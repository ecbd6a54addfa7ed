import { typeText } from '../../catalog/describe.js';
import type { Event, FieldDeclaration } from '../../catalog/model.js';
import type { Book, FieldUser } from '../book.js';
import { html, type Child, type Html } from '../html.js';
import { markdown, plainSummary } from '../markdown.js';
import { renderPage, type SitePage } from '../page.js';
import { eventList } from '../parts/event-list.js';
import { properties, valueList } from '../parts/field-table.js';
import { jsonBlock } from '../parts/json-block.js';
import { breakable, counted, privacyLabel, thingLink } from '../parts/labels.js';
import { factsBeside } from '../parts/facts.js';
import { listTrail } from '../parts/list-trail.js';
import { pageOf, rootOf } from '../places.js';

/** A field of the dictionary: what it is, and everything that carries it. */
export function fieldPage(book: Book, name: string, declaration: FieldDeclaration): SitePage {
  const path = pageOf('field', name);
  const root = rootOf(path);
  const users = book.usersOf.get(name) ?? [];
  const facts: readonly (readonly [string, Child])[] = [
    [
      'Type',
      html`<span class="type">${declaration.type === 'object' ? 'object' : typeText(declaration)}</span>`,
    ],
    ['Unit', declaration.unit],
    ['Privacy', privacyLabel(declaration.privacy)],
    ['Owner', declaration.owner !== undefined && thingLink(book, root, 'owner', declaration.owner)],
  ];
  const examples = declaration.examples ?? [];
  const main = html`<article>
    <header class="head">
      ${listTrail(root, 'field')}
      <h1>${declaration.title ?? html`<span class="name">${name}</span>`}</h1>
      <p class="full-name">
        <code id="name">${breakable(name)}</code
        ><button type="button" class="copy" data-copy="name" hidden>Copy</button>
      </p>
    </header>
    <div class="columns">
      ${factsBeside(name, facts)}
      <div class="text">
        ${declaration.description !== undefined && html`<div class="lead">${markdown(declaration.description)}</div>`}
        ${
          declaration.values !== undefined &&
          html`<section aria-labelledby="values">
            <h2 id="values">Allowed values</h2>
            ${valueList(declaration.values)}
          </section>`
        }
        ${shape(declaration)}
        ${
          examples.length > 0 &&
          html`<section aria-labelledby="examples">
            <h2 id="examples">Examples</h2>
            ${jsonBlock('values-seen', examples.length === 1 ? examples[0] : examples)}
          </section>`
        }
        ${usedBy(book, root, users)}
      </div>
    </div>
  </article>`;
  return renderPage(book, {
    path,
    title: `${name}, a field`,
    summary: plainSummary(declaration.description),
    section: 'field',
    main,
  });
}

function shape(declaration: FieldDeclaration): Html | undefined {
  const inside = properties(declaration);
  return inside === undefined
    ? undefined
    : html`<section aria-labelledby="inside">
        <h2 id="inside">What is inside</h2>
        ${inside}
      </section>`;
}

function usedBy(book: Book, root: string, users: readonly FieldUser[]): Html {
  const environments = users.filter((user) => user.kind === 'environment');
  const byName = new Map(
    users.filter((user) => user.kind === 'event').map((user) => [user.holder.name, user]),
  );
  const events = [...byName.values()].map((user) => user.holder as Event);
  return html`${
      environments.length > 0 &&
      html`<section aria-labelledby="environments">
        <h2 id="environments">Common to environments</h2>
        <ul class="plain">
          ${environments.map((user) => html`<li>${thingLink(book, root, 'environment', user.holder.name)} <span class="remark">${usage(user)}</span></li>`)}
        </ul>
      </section>`
    }
    <section aria-labelledby="events">
      <h2 id="events">${counted(events.length, 'event')} with it</h2>
      ${eventList(book, root, events, (event) => usage(byName.get(event.name)))}
    </section>`;
}

function usage(user: FieldUser | undefined): string {
  if (user === undefined) return '';
  if (!user.current) return `only in version ${user.versions.join(', ')}`;
  return user.required ? 'required' : 'optional';
}
