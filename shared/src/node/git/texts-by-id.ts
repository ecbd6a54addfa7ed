import { createHash } from 'node:crypto';

/** Texts by the id that git gives their bytes. What is known by it need not be read from the repository. */
export type TextsById = Map<string, string>;

export function textsById(files: ReadonlyMap<string, string>): TextsById {
  return new Map([...files.values()].map((text) => [blobId(text), text]));
}

/** As `git hash-object` says it. */
function blobId(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
