import { documentKinds, type DocumentKind } from '@eventbook/shared/search/document';
import { Type } from '@sinclair/typebox';
import { method } from './method.js';

export interface SearchHit {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly title: string;
  /** The part of the description that answers. */
  readonly excerpt: string;
  /** What to highlight, in lower case. */
  readonly terms: readonly string[];
}

export const searchMethods = {
  'search.find': method<readonly SearchHit[]>()(
    Type.Object({
      words: Type.String({ maxLength: 1000 }),
      kinds: Type.Optional(
        Type.Array(Type.Union(documentKinds.map((kind) => Type.Literal<DocumentKind>(kind)))),
      ),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    }),
  ),
};
