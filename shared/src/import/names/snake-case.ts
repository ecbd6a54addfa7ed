import anyAscii from 'any-ascii';

const longestField = 60;

/**
 * Any text as a name in snake case: `userID` is `user_id`, `Order Completed` is `order_completed`, `$2xx` is `n_2xx`.
 * Other alphabets are written in Latin letters; what is left without a letter or digit is called `fallback`.
 */
export function snakeCase(text: string, fallback: string): string {
  const words = anyAscii(text)
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/gu, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '');
  const name = words.join('_');
  if (name === '') return fallback;
  return cut(/^[0-9]/u.test(name) ? `n_${name}` : name, longestField);
}

/** At most so many characters, and no underscore at the end. */
export function cut(name: string, longest: number): string {
  return name.slice(0, longest).replace(/_+$/u, '');
}

/** A name as words for people: `order_id` is `Order id`. */
export function humanised(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
