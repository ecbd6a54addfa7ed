/** The words of a name: `order_paid`, `orderPaid` and `order.paid` all have two. Lower case, ASCII letters and digits. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '');
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** How identifiers are written: `OrderPaid`, `orderPaid`, `order_paid`, `ORDER_PAID`. */
export const styles = {
  pascal: (words: readonly string[]) => words.map(capital).join(''),
  camel: ([first = '', ...rest]: readonly string[]) => first + rest.map(capital).join(''),
  snake: (words: readonly string[]) => words.join('_'),
  upper: (words: readonly string[]) => words.join('_').toUpperCase(),
} as const;

export type Style = keyof typeof styles;
