import type { MethodName, RequestOf, ResponseOf } from '../api/methods.js';
import { authoringHandlers } from './authoring/handlers.js';
import { catalogHandlers } from './catalog/handlers.js';
import { changesHandlers } from './changes/handlers.js';
import { filesHandlers } from './files/handlers.js';
import { findingsHandlers } from './findings/handlers.js';
import { gitHandlers } from './git/handlers.js';
import { liveHandlers } from './live/handlers.js';
import { nativeHandlers } from './native/handlers.js';
import { memoryHandlers } from './memory/handlers.js';
import { publishingHandlers } from './publishing/handlers.js';
import { sampleHandlers } from './sample/handlers.js';
import { searchHandlers } from './search/handlers.js';
import type { Session } from './session.js';

/** Answers to some of the methods; every room of the backend has those of its own. */
export type Handlers<Names extends MethodName> = {
  readonly [Name in Names]: (
    request: RequestOf<Name>,
    signal: AbortSignal,
  ) => ResponseOf<Name> | Promise<ResponseOf<Name>>;
};

export function allHandlers(session: Session): Handlers<MethodName> {
  return {
    ...authoringHandlers(session),
    ...catalogHandlers(session),
    ...changesHandlers(session),
    ...filesHandlers(session),
    ...findingsHandlers(session),
    ...gitHandlers(session),
    ...liveHandlers(session),
    ...nativeHandlers(session),
    ...memoryHandlers(session),
    ...publishingHandlers(session),
    ...sampleHandlers(session),
    ...searchHandlers(session),
  };
}
