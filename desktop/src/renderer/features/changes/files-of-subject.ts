import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import type { Subject, SubjectChanges } from '@eventbook/shared/diff/change';
import type { ChangedFile } from '../../../api/changes.js';

/** The files in which something about a subject changed. */
export function filesOfSubject(files: readonly ChangedFile[], subject: Subject): readonly ChangedFile[] {
  return files.filter(({ path }) => isAbout(path, subject));
}

/** The files that changed without saying anything else. */
export function filesOfNothing(
  files: readonly ChangedFile[],
  subjects: readonly SubjectChanges[],
): readonly ChangedFile[] {
  return files.filter(({ path }) => !subjects.some(({ subject }) => isAbout(path, subject)));
}

function isAbout(path: string, { kind, name }: Subject): boolean {
  const place = fileKindOf(path);
  if (place === undefined) return false;
  if (place.kind === 'settings') return kind === 'catalog';
  return place.name === name && (place.kind === 'contract' ? place.holder : place.kind) === kind;
}
