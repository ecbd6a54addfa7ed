import type { Event } from '../../catalog/model.js';
import type { Book } from '../book.js';
import { html, type Html } from '../html.js';
import { pageOf } from '../places.js';
import { counted } from './labels.js';

/** One end of the route. */
interface Stop {
  readonly title: string;
  readonly remark: string;
  readonly href: string | undefined;
  readonly ended: boolean;
}

// The height of a stop and of the space below it, in CSS pixels; site.css says the same.
const stopHeight = 56;
const stopGap = 10;
const mostStops = 7;

/** The way of an event: from the environments that send it, by the event, to those who receive it. */
export function route(book: Book, root: string, event: Event): Html {
  const from = Object.entries(event.card.environments).map(([name, { ended }]): Stop => {
    const environment = book.catalog.environments.get(name);
    const sources = Object.keys(environment?.card.sources ?? {}).length;
    const remark =
      ended === undefined
        ? `${environment?.card.kind ?? ''} · ${counted(sources, 'source')}`
        : `ended ${ended}`;
    const href = environment === undefined ? undefined : `${root}${pageOf('environment', name)}`;
    return { title: environment?.card.title ?? name, remark, href, ended: ended !== undefined };
  });
  const to = event.card.destinations.map((name): Stop => {
    const destination = book.catalog.destinations.get(name);
    const href = destination === undefined ? undefined : `${root}${pageOf('destination', name)}`;
    return { title: destination?.title ?? name, remark: destination?.kind ?? '', href, ended: false };
  });
  const rows = Math.max(Math.min(from.length, mostStops + 1), Math.min(to.length, mostStops + 1), 1);
  const height = rows * stopHeight + (rows - 1) * stopGap;
  return html`<div class="route">
    ${stops(from, 'Sent from', 'Sent from nowhere yet')} ${bands(from, height, 'in')}
    <div class="route-event"><span class="name">${event.name.split('.').at(-1)}</span></div>
    ${bands(to, height, 'out')} ${stops(to, 'Received by', 'Received by nobody yet')}
  </div>`;
}

function stops(all: readonly Stop[], label: string, nothing: string): Html {
  if (all.length === 0) return html`<div class="route-none">${nothing}</div>`;
  const shown = all.length > mostStops + 1 ? all.slice(0, mostStops) : all;
  const rest = all.slice(shown.length);
  return html`<div class="route-side">
    <h3 class="unseen">${label}</h3>
    <ul class="route-stops">
      ${shown.map((stop) => html`<li class="${stop.ended && 'ended'}">${stopBox(stop)}</li>`)}
      ${
        rest.length > 0 &&
        html`<li class="more">
          <details>
            <summary>and ${rest.length} more</summary>
            <ul>
              ${rest.map((stop) => html`<li>${stop.href === undefined ? stop.title : html`<a href="${stop.href}">${stop.title}</a>`}${stop.ended && html` <small>${stop.remark}</small>`}</li>`)}
            </ul>
          </details>
        </li>`
      }
    </ul>
  </div>`;
}

function stopBox({ title, remark, href }: Stop): Html {
  const inside = html`<span class="stop-title">${title}</span><small>${remark}</small>`;
  return href === undefined
    ? html`<span class="stop">${inside}</span>`
    : html`<a class="stop" href="${href}">${inside}</a>`;
}

/** The lines between one side and the event, which stands in the middle. */
function bands(all: readonly Stop[], height: number, direction: 'in' | 'out'): Html {
  const count = all.length > mostStops + 1 ? mostStops + 1 : all.length;
  const own = count * stopHeight + (count - 1) * stopGap;
  const middle = height / 2;
  const lines = Array.from({ length: count }, (_, index) => {
    const stop = (height - own) / 2 + index * (stopHeight + stopGap) + stopHeight / 2;
    const [start, end] = direction === 'in' ? [stop, middle] : [middle, stop];
    const ended = all[index]?.ended === true && index < mostStops;
    return html`<path ${ended && html`class="ended"`} d="M0 ${start}C50 ${start} 50 ${end} 100 ${end}" />`;
  });
  return html`<svg
    class="route-lines"
    viewBox="0 0 100 ${height}"
    width="100"
    height="${height}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${lines}
  </svg>`;
}
