import { GrowingBuffer } from '../journal/growing-buffer.js';

const headBytes = 8;

/**
 * Messages on their way, in the bytes that MPUB sends (size, count, then each with its size before it): what is to be sent is
 * written where it leaves from. All numbers are big endian.
 */
export class MessageBatch {
  /** How many events the messages hold. */
  events = 0;
  readonly #buffer: GrowingBuffer;
  #count = 0;
  #open = 0;

  /** @param expected in bytes, of all messages together */
  constructor(expected = 4096) {
    this.#buffer = new GrowingBuffer(headBytes + expected);
    this.#buffer.length = headBytes;
  }

  get count(): number {
    return this.#count;
  }

  /** Of all messages, their sizes too. */
  get bytes(): number {
    return this.#buffer.length;
  }

  /** Of the message that was begun last. */
  get messageBytes(): number {
    return this.#buffer.length - this.#open - 4;
  }

  /** Begins a message; what is written from now on is its body. */
  begin(): void {
    this.#open = this.#buffer.length;
    this.#buffer.reserve(4);
    this.#buffer.length += 4;
    this.#count += 1;
  }

  /**
   * Has `write` write up to `room` bytes into the open message.
   * @param write gets a buffer and where to begin, answers where it ended
   */
  write(room: number, write: (target: Buffer, at: number) => number): void {
    this.#buffer.reserve(room);
    this.#buffer.length = write(this.#buffer.bytes, this.#buffer.length);
  }

  append(bytes: Buffer): void {
    this.#buffer.append(bytes);
  }

  /** Ends the open message. NSQ knows no empty ones. */
  end(): void {
    this.#buffer.bytes.writeInt32BE(this.messageBytes, this.#open);
  }

  /** The body of an MPUB; it holds until the batch is written to again. */
  encoded(): Buffer {
    const { bytes, length } = this.#buffer;
    bytes.writeInt32BE(length - 4, 0);
    bytes.writeInt32BE(this.#count, 4);
    return bytes.subarray(0, length);
  }

  static of(...messages: readonly (Buffer | string)[]): MessageBatch {
    const batch = new MessageBatch();
    for (const message of messages) {
      batch.begin();
      batch.append(typeof message === 'string' ? Buffer.from(message) : message);
      batch.end();
    }
    return batch;
  }
}
