import type { Finding } from '@eventbook/shared/check/finding';
import { Type } from '@sinclair/typebox';
import { method } from './method.js';

/** Findings by file, in their order; a file without any is not in it. */
export type FindingsByFile = Readonly<Record<string, readonly Finding[]>>;

export const findingsMethods = {
  'findings.list': method<FindingsByFile>()(Type.Object({})),
};

export interface FindingsEvents {
  /** The files whose findings are others now; an empty list where there are none any more. */
  readonly 'findings.changed': FindingsByFile;
}
