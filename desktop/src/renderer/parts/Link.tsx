import type { ReactNode } from 'react';
import { addressOf, placeOf } from '../app/place.js';

/** A link to a thing of the catalog; the browser follows it, and the router hears of it. */
export function ThingLink({
  kind,
  name,
  children,
}: {
  readonly kind: string;
  readonly name: string;
  readonly children?: ReactNode;
}): ReactNode {
  return <a href={addressOf(placeOf(kind, name))}>{children ?? name}</a>;
}
