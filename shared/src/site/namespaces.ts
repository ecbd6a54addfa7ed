import type { Event } from '../catalog/model.js';

/** A part of the tree that the dots of event names make. */
export interface Namespace {
  /** `checkout`, `com.acme.billing`; `''` is the root. */
  readonly name: string;
  /** What it adds to its parent's name. Levels that hold nothing but one other level are drawn together. */
  readonly label: string;
  readonly children: readonly Namespace[];
  /** Events directly in it. */
  readonly events: readonly Event[];
  /** Events in it and below. */
  readonly count: number;
}

interface Growing {
  readonly children: Map<string, Growing>;
  readonly events: Event[];
}

/** The tree of all namespaces; names in their order. */
export function namespaceTree(events: Iterable<Event>): Namespace {
  const root: Growing = { children: new Map(), events: [] };
  for (const event of events) {
    let place = root;
    for (const part of event.name.split('.').slice(0, -1)) {
      let next = place.children.get(part);
      if (next === undefined) {
        next = { children: new Map(), events: [] };
        place.children.set(part, next);
      }
      place = next;
    }
    place.events.push(event);
  }
  return grown(root, '', '');
}

function grown(place: Growing, name: string, label: string): Namespace {
  const [only] = place.children;
  if (name !== '' && only !== undefined && place.children.size === 1 && place.events.length === 0) {
    const [part, next] = only;
    return grown(next, `${name}.${part}`, `${label}.${part}`);
  }
  const children = [...place.children]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([part, next]) => grown(next, name === '' ? part : `${name}.${part}`, part));
  const count = children.reduce((sum, child) => sum + child.count, place.events.length);
  return { name, label, children, events: place.events, count };
}

/** Every namespace below one, parents first. */
export function* namespacesBelow(namespace: Namespace): Iterable<Namespace> {
  for (const child of namespace.children) {
    yield child;
    yield* namespacesBelow(child);
  }
}

/** The namespaces that an event's name leads through, outermost first. */
export function namespacesOf(root: Namespace, name: string): Namespace[] {
  const trail: Namespace[] = [];
  for (let place: Namespace | undefined = root; place !== undefined;) {
    place = place.children.find((child) => name.startsWith(`${child.name}.`));
    if (place !== undefined) trail.push(place);
  }
  return trail;
}
