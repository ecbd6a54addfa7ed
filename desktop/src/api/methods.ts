import { authoringMethods } from './authoring.js';
import { catalogMethods } from './catalog.js';
import { changesMethods } from './changes.js';
import { filesMethods } from './files.js';
import { findingsMethods } from './findings.js';
import { gitMethods } from './git.js';
import { liveMethods } from './live.js';
import { mergeMethods } from './merge.js';
import { memoryMethods } from './memory.js';
import type { RequestIn, ResponseIn } from './method.js';
import { nativeMethods } from './native.js';
import { publishingMethods } from './publishing.js';
import { sampleMethods } from './sample.js';
import { searchMethods } from './search.js';

/** Everything that a renderer can ask, whatever carries it. */
export const methods = {
  ...authoringMethods,
  ...catalogMethods,
  ...changesMethods,
  ...filesMethods,
  ...findingsMethods,
  ...gitMethods,
  ...liveMethods,
  ...mergeMethods,
  ...nativeMethods,
  ...memoryMethods,
  ...publishingMethods,
  ...sampleMethods,
  ...searchMethods,
};

export type MethodName = keyof typeof methods;
export type RequestOf<Name extends MethodName> = RequestIn<typeof methods, Name>;
export type ResponseOf<Name extends MethodName> = ResponseIn<typeof methods, Name>;
