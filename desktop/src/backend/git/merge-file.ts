import type { MergedText } from '@eventbook/shared/catalog/merge-texts';
import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import type { TreeEntry } from 'isomorphic-git';
import type { MergeFile, MergePlace } from '../../api/merge.js';

type Sides = readonly [base: string | undefined, ours: string | undefined, theirs: string | undefined];

/** A file as a person is shown it who has to decide about places of it. */
export function shownFile(
  path: string,
  catalogPath: string | undefined,
  { collisions, byValue }: MergedText,
): MergeFile {
  const shown = (value: unknown): string | undefined => {
    if (value === undefined || value === null) return value === null && byValue ? 'null' : undefined;
    return byValue || typeof value !== 'string' ? JSON.stringify(value, null, 2) : value;
  };
  return {
    path,
    ...inCatalog(catalogPath),
    form: byValue ? 'json' : 'text',
    places: collisions.map(({ pointer, base, ours, theirs }) =>
      placeOf(pointer, [shown(base), shown(ours), shown(theirs)]),
    ),
  };
}

/** A file that is taken as one side has it, or as a whole is written anew. */
export function wholeFile(
  path: string,
  catalogPath: string | undefined,
  entries: readonly (TreeEntry | undefined)[],
  texts: readonly (string | null)[] | undefined,
): MergeFile {
  const [base, ours, theirs] =
    texts === undefined ? entries.map(toldOf) : texts.map((text) => text ?? undefined);
  return {
    path,
    ...inCatalog(catalogPath),
    form: texts === undefined ? 'bytes' : 'text',
    places: [placeOf('', [base, ours, theirs])],
  };
}

function toldOf(entry: TreeEntry | undefined): string | undefined {
  if (entry === undefined) return undefined;
  const kind = { blob: 'a file', tree: 'a folder', commit: 'a submodule' }[entry.type];
  return `${kind} (${entry.oid.slice(0, 10)})`;
}

function placeOf(pointer: string, [base, ours, theirs]: Sides): MergePlace {
  return {
    pointer,
    ...(base === undefined ? {} : { base }),
    ...(ours === undefined ? {} : { ours }),
    ...(theirs === undefined ? {} : { theirs }),
  };
}

/** Only what is the catalog's own is spoken of by its name there. */
function inCatalog(path: string | undefined): { readonly catalogPath?: string } {
  return path === undefined || fileKindOf(path) === undefined ? {} : { catalogPath: path };
}
