/** One more step of a JSON pointer (RFC 6901): `pointerTo('/fields', 'a/b')` is `/fields/a~1b`. */
export function pointerTo(parent: string, ...steps: readonly (string | number)[]): string {
  let pointer = parent;
  for (const step of steps) {
    pointer += `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }
  return pointer;
}
