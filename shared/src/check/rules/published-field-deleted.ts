import { pointerTo } from '../../catalog/pointer.js';
import { quoted } from '../../catalog/quote.js';
import { fileKindOf } from '../../catalog/schemas/file-kinds.js';
import { forEachPublishedDeclaration } from '../published-declarations.js';
import { mechanical } from '../repairs/repair.js';
import type { Rule } from '../rule.js';

export const publishedFieldDeleted: Rule = {
  id: 'published-field-deleted',
  purpose: 'A field that a published contract names keeps its declaration.',
  severity: 'error',
  firm: true,
  handlers: forEachPublishedDeclaration(function* ({ name, before, now, file, pointer }) {
    if (now !== undefined) return;
    yield {
      file,
      pointer,
      message: `The field ${quoted(name)} is named by a published contract, so its declaration may not be deleted.`,
      fix: 'Put the declaration back; later versions of the event need not name the field.',
      repair: mechanical(
        fileKindOf(file)?.kind === 'field'
          ? { kind: 'create', file, value: before }
          : { kind: 'set', file, pointer: pointerTo('/fields', name), value: before },
      ),
    };
  }),
};
