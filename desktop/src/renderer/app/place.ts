/** Where one is in the app: a page, the thing it shows, and how. Written in the address behind `#`. */
export interface Place {
  readonly page: string;
  /** Of an event, a field …; '' where a page shows no one thing. */
  readonly name: string;
  readonly view: Readonly<Record<string, string>>;
}

export const home: Place = { page: 'home', name: '', view: {} };

export function placeOf(page: string, name = '', view: Readonly<Record<string, string>> = {}): Place {
  return { page, name, view };
}

/** `#/event/checkout.order_paid?show=json` */
export function addressOf({ page, name, view }: Place): string {
  const steps = name === '' ? [page] : [page, ...name.split('/')];
  const query = new URLSearchParams(view).toString();
  return `#/${steps.map(encodeURIComponent).join('/')}${query === '' ? '' : `?${query}`}`;
}

/** The place that an address names; home where it names none, as one that only carries a token. */
export function placeAt(address: string): Place {
  if (!address.startsWith('#/')) return home;
  const [path = '', query = ''] = address.slice(2).split('?');
  try {
    const [page = '', ...rest] = path.split('/').map(decodeURIComponent);
    if (page === '') return home;
    return { page, name: rest.join('/'), view: Object.fromEntries(new URLSearchParams(query)) };
  } catch {
    return home;
  }
}

export function samePlace(one: Place, other: Place): boolean {
  return addressOf(one) === addressOf(other);
}
