import type { Owner } from '../../catalog/model.js';
import type { Book } from '../book.js';
import { type Child, html } from '../html.js';
import { renderPage, type SitePage } from '../page.js';
import { contactList } from '../parts/contacts.js';
import { eventList } from '../parts/event-list.js';
import { breakable, counted, thingLink } from '../parts/labels.js';
import { factsBeside } from '../parts/facts.js';
import { listTrail } from '../parts/list-trail.js';
import { listOf, pageOf, rootOf } from '../places.js';

/** One team: who is in it, how to reach it, and all that it answers for. */
export function ownerPage(book: Book, name: string, owner: Owner): SitePage {
  const path = pageOf('owner', name);
  const root = rootOf(path);
  const { fields, environments, destinations } = book.catalog;
  const events = book.eventsOfOwner.get(name) ?? [];
  const ownFields = [...fields]
    .filter(([, declaration]) => declaration.owner === name)
    .map(([field]) => field);
  const ownEnvironments = [...environments.values()].filter(({ card }) => card.owner === name);
  const ownDestinations = [...destinations].filter(([, destination]) => destination.owner === name);
  const contacts = contactList(owner);
  const facts: readonly (readonly [string, Child])[] = [
    ['Contact', contacts],
    [
      'Members',
      owner.members.length > 0 &&
        html`<ul>
          ${owner.members.map((member) => html`<li>${member.name}</li>`)}
        </ul>`,
    ],
  ];
  const main = html`<article>
    <header class="head">
      ${listTrail(root, 'owner')}
      <h1>${owner.title}</h1>
      <p class="full-name"><code>${name}</code></p>
    </header>
    <div class="columns">
      ${factsBeside(owner.title, facts)}
      <div class="text">
        <section aria-labelledby="events">
          <h2 id="events">${counted(events.length, 'event')}</h2>
          ${eventList(book, root, events, ({ card }) => Object.keys(card.environments).join(', '))}
        </section>
        ${
          ownFields.length > 0 &&
          html`<section aria-labelledby="fields">
            <h2 id="fields">${counted(ownFields.length, 'field')}</h2>
            <ul class="words-list">
              ${ownFields.map((field) => html`<li><a class="name" href="${root}${pageOf('field', field)}">${breakable(field)}</a></li>`)}
            </ul>
          </section>`
        }
        ${
          ownEnvironments.length + ownDestinations.length > 0 &&
          html`<section aria-labelledby="places">
            <h2 id="places">Environments and destinations</h2>
            <ul class="plain">
              ${ownEnvironments.map((environment) => html`<li>${thingLink(book, root, 'environment', environment.name)} <span class="remark">environment</span></li>`)}
              ${ownDestinations.map(([destination]) => html`<li>${thingLink(book, root, 'destination', destination)} <span class="remark">destination</span></li>`)}
            </ul>
          </section>`
        }
      </div>
    </div>
  </article>`;
  return renderPage(book, { path, title: owner.title, section: 'owner', main });
}

export function ownersPage(book: Book): SitePage {
  const main = html`<header class="head">
      <h1>Owners</h1>
      <p class="lead">The teams that answer for events, fields and environments.</p>
    </header>
    <ul class="entries">
      ${[...book.catalog.owners].map(
        ([name, owner]) =>
          html`<li>
            <a href="${pageOf('owner', name)}"
              ><span class="title big">${owner.title}</span> <span class="name">${name}</span></a
            >
            <p>${owner.members.map((member) => member.name).join(', ')}</p>
            <span class="remark">${counted(book.eventsOfOwner.get(name)?.length ?? 0, 'event')}</span>
          </li>`,
      )}
    </ul>`;
  return renderPage(book, { path: listOf('owner'), title: 'Owners', section: 'owner', main });
}
