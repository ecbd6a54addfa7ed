import { readJson } from './json-text.js';
import { inCanonicalOrder } from './order.js';
import { fileKindOf, type FileKind } from './schemas/file-kinds.js';

/** The canonical text of a value of a kind, as it stands in a file: two spaces, one trailing newline. */
export function canonicalText(kind: FileKind, value: unknown): string {
  return `${JSON.stringify(inCanonicalOrder(kind, value), null, 2)}\n`;
}

/**
 * The canonical text of a catalog file. Idempotent. What cannot be read without loss (broken JSON, duplicate keys,
 * numbers that would be rounded) and what is no file of a catalog comes back as it was.
 */
export function formatFile(path: string, text: string): string {
  const place = fileKindOf(path);
  if (place === undefined) return text;
  const reading = readJson(text, (value) => canonicalText(place.kind, value) === text);
  return reading.sound ? canonicalText(place.kind, reading.value) : text;
}
