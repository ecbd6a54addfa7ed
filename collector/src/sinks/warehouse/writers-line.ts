import { sideTopics } from '@eventbook/shared/catalog/topics';
import type { Discovery } from '../../nsq/discovery.js';
import { MessageBatch } from '../../nsq/message-batch.js';
import { Publisher } from '../../nsq/publisher.js';
import type { HeldNote, WriterNote } from '../../relay/notes.js';

/** What a writer of a warehouse tells the others of it. */
export class WritersLine {
  readonly #publisher: Publisher;

  constructor(topic: string, discovery: Discovery) {
    this.#publisher = new Publisher({ topic: sideTopics(topic).notes, discovery });
  }

  /** What cannot be told is told again by who has something to tell. */
  tell(note: WriterNote | HeldNote): Promise<void> {
    return this.#publisher.publish(MessageBatch.of(JSON.stringify(note))).then(
      () => undefined,
      () => undefined,
    );
  }

  close(): void {
    this.#publisher.close();
  }
}
