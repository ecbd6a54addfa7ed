import type { Book } from '../book.js';

/** One end of the flow: an environment or a destination, and where it stands, in the picture's own units. */
export interface FlowEnd {
  readonly title: string;
  /** Its events, all of them. */
  readonly count: number;
  readonly top: number;
  readonly height: number;
}

/** The events that go from one environment to one destination. */
export interface FlowBand {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Where it begins on the left and ends on the right: top and bottom. */
  readonly left: readonly [number, number];
  readonly right: readonly [number, number];
}

export interface FlowLayout {
  readonly height: number;
  readonly senders: readonly FlowEnd[];
  readonly receivers: readonly FlowEnd[];
  readonly bands: readonly FlowBand[];
}

const gap = 14;
/** Room for a line of text. */
const smallest = 22;
/** The bars of one side together, as long as none is too small. */
const length = 200;
const mostEnds = 8;

interface Side {
  readonly title: string;
  readonly count: number;
  /** Events on their way through it; one that goes to two destinations counts twice. */
  passing: number;
  top: number;
  height: number;
  /** How much of its height bands have taken. */
  taken: number;
}

/** The largest environments and destinations, and the bands between them. Undefined where nothing goes anywhere. */
export function layOutFlow(book: Book): FlowLayout | undefined {
  const { environments, destinations } = book.catalog;
  const senders = largest(book.eventsOfEnvironment, (name) => environments.get(name)?.card.title);
  const receivers = largest(book.eventsOfDestination, (name) => destinations.get(name)?.title);
  const pairs = countPairs(book, senders, receivers);
  if (pairs.length === 0) return undefined;
  for (const { from, to, count } of pairs) {
    from.passing += count;
    to.passing += count;
  }
  const height = Math.max(stack([...senders.values()]), stack([...receivers.values()]));
  for (const side of [senders, receivers]) centre([...side.values()], height);
  const bands = pairs.map(({ from, to, count }): FlowBand => {
    return { from: from.title, to: to.title, count, left: take(from, count), right: take(to, count) };
  });
  return { height, senders: [...senders.values()], receivers: [...receivers.values()], bands };
}

function largest(
  groups: ReadonlyMap<string, readonly unknown[]>,
  titleOf: (name: string) => string | undefined,
): ReadonlyMap<string, Side> {
  const ranked = [...groups].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
  return new Map(
    ranked.slice(0, mostEnds).map(([name, events]) => {
      const side = {
        title: titleOf(name) ?? name,
        count: events.length,
        passing: 0,
        top: 0,
        height: 0,
        taken: 0,
      };
      return [name, side];
    }),
  );
}

function countPairs(
  book: Book,
  senders: ReadonlyMap<string, Side>,
  receivers: ReadonlyMap<string, Side>,
): { readonly from: Side; readonly to: Side; readonly count: number }[] {
  const pairs: { from: Side; to: Side; count: number }[] = [];
  for (const [sender, from] of senders) {
    const sent = book.eventsOfEnvironment.get(sender) ?? [];
    for (const [receiver, to] of receivers) {
      const count = sent.filter(({ card }) => card.destinations.includes(receiver)).length;
      if (count > 0) pairs.push({ from, to, count });
    }
  }
  return pairs;
}

/** Puts ends one below the other, in proportion to what passes. Returns the height of all. */
function stack(sides: readonly Side[]): number {
  const total = sides.reduce((sum, side) => sum + side.passing, 0);
  let top = 0;
  for (const side of sides) {
    side.height = Math.max(smallest, (length * side.passing) / total);
    side.top = top;
    top += side.height + gap;
  }
  return top - gap;
}

function centre(sides: readonly Side[], height: number): void {
  const last = sides.at(-1);
  const free = last === undefined ? 0 : height - (last.top + last.height);
  for (const side of sides) side.top += free / 2;
}

/** The next part of an end's bar that is still free. */
function take(side: Side, count: number): readonly [number, number] {
  const thickness = (side.height * count) / side.passing;
  const top = side.top + side.taken;
  side.taken += thickness;
  return [top, top + thickness];
}
