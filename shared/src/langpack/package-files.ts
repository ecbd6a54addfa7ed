import type { Conformance } from './conformance/conformance.js';
import type { PackageFiles } from './generator.js';

/** Files in the order of their paths, whoever made which first. A path that comes twice is a bug. */
export function inPathOrder(files: Iterable<readonly [path: string, text: string]>): PackageFiles {
  const all = [...files].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const made = new Map(all);
  if (made.size !== all.length) throw new TypeError('Two files of a package have the same path.');
  return made;
}

/** Every language has the same. */
const texts = new WeakMap<Conformance, string>();

/** conformance.json: a case in each line, so that a difference is easy to read. */
export function conformanceText(conformance: Conformance): string {
  const known = texts.get(conformance) ?? written(conformance);
  texts.set(conformance, known);
  return known;
}

function written({ environment, cases, refused }: Conformance): string {
  const lines = (all: readonly object[]): string => all.map((one) => JSON.stringify(one)).join(',\n');
  return `{\n"environment": ${JSON.stringify(environment)},\n"cases": [\n${lines(cases)}\n],\n"refused": [\n${lines(refused)}\n]\n}\n`;
}
