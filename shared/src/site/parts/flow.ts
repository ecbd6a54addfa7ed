import type { Book } from '../book.js';
import { html, type Html } from '../html.js';
import { type FlowBand, type FlowEnd, type FlowLayout, layOutFlow } from './flow-layout.js';

/** Two shapes of the same picture: with room for the titles beside the bars, and for phones with the titles inside. */
const shapes = {
  wide: { width: 760, margin: 210, longest: 27 },
  narrow: { width: 340, margin: 0, longest: 20 },
} as const;
type Shape = keyof typeof shapes;

const barWidth = 6;

/**
 * The whole catalog in one picture: how many events go from which environment to which destination. The largest of each
 * side; what they do not show, the lists do.
 */
export function flow(book: Book): Html | undefined {
  const layout = layOutFlow(book);
  // One band alone is a rectangle: the numbers above it say more.
  if (layout === undefined || layout.bands.length < 2) return undefined;
  const words = layout.bands.map(({ from, to, count }) => `${from} to ${to}: ${count}`);
  return html`<figure class="flow">
    <p class="unseen">${words.join('; ')}.</p>
    ${picture(layout, 'wide')} ${picture(layout, 'narrow')}
    <figcaption>Events on their way from environments to destinations.</figcaption>
  </figure>`;
}

function picture({ height, senders, receivers, bands }: FlowLayout, shape: Shape): Html {
  return html`<svg
    class="${shape}"
    viewBox="0 0 ${shapes[shape].width} ${Math.ceil(height)}"
    aria-hidden="true"
  >
    <g class="flow-bands">${bands.map((band) => bandPath(band, shape))}</g>
    ${senders.map((end) => endMarkup(end, 'from', shape))}
    ${receivers.map((end) => endMarkup(end, 'to', shape))}
  </svg>`;
}

function bandPath({ from, to, count, left, right }: FlowBand, shape: Shape): Html {
  const { width, margin } = shapes[shape];
  const x0 = margin + barWidth;
  const x1 = width - margin - barWidth;
  const middle = (x0 + x1) / 2;
  const [leftTop, leftBottom] = left.map(rounded) as [number, number];
  const [rightTop, rightBottom] = right.map(rounded) as [number, number];
  const there = `M${x0} ${leftTop}C${middle} ${leftTop} ${middle} ${rightTop} ${x1} ${rightTop}`;
  const back = `V${rightBottom}C${middle} ${rightBottom} ${middle} ${leftBottom} ${x0} ${leftBottom}Z`;
  return html`<path d="${there}${back}"><title>${from} → ${to}: ${count}</title></path>`;
}

function endMarkup(end: FlowEnd, side: 'from' | 'to', shape: Shape): Html {
  const { width, margin, longest } = shapes[shape];
  const x = side === 'from' ? margin : width - margin - barWidth;
  const outward = shape === 'wide' ? -10 : barWidth + 8;
  const textX = side === 'from' ? x + outward : x + barWidth - outward;
  const title = end.title.length > longest ? `${end.title.slice(0, longest - 1)}…` : end.title;
  return html`<g class="flow-end ${side}">
    <rect x="${x}" y="${rounded(end.top)}" width="${barWidth}" height="${rounded(end.height)}" rx="1.5" />
    <text x="${textX}" y="${rounded(end.top + end.height / 2)}"
      >${title}<tspan class="count" dx="6">${end.count}</tspan></text
    >
  </g>`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
