import { createHash } from 'node:crypto';

/** A folder as git writes it down. */
class Folder {
  readonly texts = new Map<string, string>();
  readonly folders = new Map<string, Folder>();
}

/**
 * Texts and whole folders by the ids that git gives them. What is known by its id need not be read from the repository: most of
 * a catalog is the same in the working tree and in every commit that matters.
 */
export class KnownObjects {
  readonly #texts = new Map<string, string>();
  readonly #folders = new Map<string, Folder>();

  /** @param files texts by path, of a working tree or a commit; what they hold is known */
  constructor(files: ReadonlyMap<string, string> = new Map()) {
    const top = new Folder();
    for (const [path, text] of files) {
      const steps = path.split('/');
      const name = steps.pop() ?? '';
      let folder = top;
      for (const step of steps) {
        const next = folder.folders.get(step) ?? new Folder();
        folder.folders.set(step, next);
        folder = next;
      }
      folder.texts.set(name, text);
    }
    this.#learn(top);
  }

  text(id: string): string | undefined {
    return this.#texts.get(id);
  }

  addText(id: string, text: string): void {
    this.#texts.set(id, text);
  }

  /** All that lies in a folder, at any depth: paths from it on, and texts. Undefined where the folder is not known. */
  folder(id: string): Iterable<readonly [path: string, text: string]> | undefined {
    const known = this.#folders.get(id);
    return known && below(known, '');
  }

  /** Returns the id that git gives to a folder whose files are plain ones. */
  #learn(folder: Folder): Buffer {
    const entries: { readonly name: string; readonly order: string; readonly bytes: Buffer }[] = [];
    for (const [name, text] of folder.texts) {
      const id = idOf('blob', Buffer.from(text));
      this.#texts.set(id.toString('hex'), text);
      entries.push({ name, order: name, bytes: Buffer.concat([Buffer.from(`100644 ${name}\0`), id]) });
    }
    for (const [name, inner] of folder.folders) {
      const bytes = Buffer.concat([Buffer.from(`40000 ${name}\0`), this.#learn(inner)]);
      entries.push({ name, order: `${name}/`, bytes });
    }
    // As git sorts them: by bytes, folders as if their names ended with a slash.
    entries.sort((one, other) => Buffer.compare(Buffer.from(one.order), Buffer.from(other.order)));
    const id = idOf('tree', Buffer.concat(entries.map(({ bytes }) => bytes)));
    this.#folders.set(id.toString('hex'), folder);
    return id;
  }
}

function* below(folder: Folder, prefix: string): Iterable<readonly [path: string, text: string]> {
  for (const name of [...folder.texts.keys(), ...folder.folders.keys()].sort()) {
    const text = folder.texts.get(name);
    const inner = folder.folders.get(name);
    if (text !== undefined) yield [prefix + name, text];
    if (inner !== undefined) yield* below(inner, `${prefix}${name}/`);
  }
}

/** As `git hash-object` says it. */
function idOf(type: 'blob' | 'tree', bytes: Buffer): Buffer {
  return createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest();
}
