import type { EventName, Events } from './events.js';
import type { MethodName, RequestOf, ResponseOf } from './methods.js';

/** What a renderer knows of the backend; one carrier for the shell's messages, one for HTTP. */
export interface Transport {
  /** @throws AppError what the backend threw, or unavailable where it cannot be reached */
  request<Name extends MethodName>(
    method: Name,
    request: RequestOf<Name>,
    signal?: AbortSignal,
  ): Promise<ResponseOf<Name>>;
  /** Returns what ends the subscription. */
  subscribe<Name extends EventName>(event: Name, listener: (value: Events[Name]) => void): () => void;
  /** Called when events may have been missed and everything should be asked anew. */
  onReconnect(listener: () => void): () => void;
}
