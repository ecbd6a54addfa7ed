export const linkScheme = 'eventbook';

/** `eventbook://open/event/checkout.order_paid` is the place `#/event/checkout.order_paid`; undefined for all other links. */
export function readLink(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const { protocol, host, pathname, search } = new URL(link);
  return protocol === `${linkScheme}:` && host === 'open' ? `#${pathname}${search}` : undefined;
}
