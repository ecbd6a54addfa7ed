import { privacyClasses } from '../../catalog/model.js';
import { quoted } from '../../catalog/quote.js';
import { forEachDeclaration } from '../declarations.js';
import type { Rule } from '../rule.js';

export const privacyClass: Rule = {
  id: 'privacy-class',
  purpose: 'Every field says how close it is to a person.',
  severity: 'warning',
  firm: false,
  handlers: forEachDeclaration(function* ({ name, declaration, file, pointer }) {
    if (declaration.privacy !== undefined) return;
    yield {
      file,
      pointer,
      message: `The field ${quoted(name)} has no privacy class.`,
      fix: `Add "privacy": one of ${privacyClasses.join(', ')}.`,
    };
  }),
};
