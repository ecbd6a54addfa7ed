/** One more step of a JSON pointer (RFC 6901): `pointerTo('/fields', 'a/b')` is `/fields/a~1b`. */
export function pointerTo(parent: string, ...steps: readonly (string | number)[]): string {
  let pointer = parent;
  for (const step of steps) {
    const text = String(step);
    // Hardly any name has something to escape, and a check makes hundreds of thousands of pointers.
    pointer += `/${/[~/]/u.test(text) ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text}`;
  }
  return pointer;
}
