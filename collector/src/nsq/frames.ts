/** What nsqd sends: https://nsq.io/clients/tcp_protocol_spec.html */
export const frameTypes = { response: 0, error: 1, message: 2 } as const;

/** nsqd sends no larger message than its `--max-msg-size`, and nobody sets that higher. */
const largestFrame = 256 * 1024 * 1024;

export type FrameVisitor = (type: number, body: Buffer) => void;

/** Puts the frames of a connection together. What is no frame ends it: see `trouble`. */
export class FrameReader {
  readonly #visit: FrameVisitor;
  #parts: Buffer[] = [];
  #length = 0;
  #wanted = 4;

  /** @param visit gets a body that is its own to keep */
  constructor(visit: FrameVisitor) {
    this.#visit = visit;
  }

  /** Takes in what came; answers what is wrong with it, or undefined. */
  push(chunk: Buffer): string | undefined {
    this.#parts.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#wanted) return undefined;
    const bytes = this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts, this.#length);
    let at = 0;
    this.#wanted = 4;
    while (bytes.length - at >= 4) {
      const size = bytes.readInt32BE(at);
      if (size < 4 || size > largestFrame) return `a frame of ${size} bytes`;
      if (bytes.length - at < 4 + size) {
        this.#wanted = 4 + size;
        break;
      }
      const type = bytes.readInt32BE(at + 4);
      if (type < frameTypes.response || type > frameTypes.message) return `a frame of type ${type}`;
      this.#visit(type, bytes.subarray(at + 8, at + 4 + size));
      at += 4 + size;
    }
    const rest = bytes.subarray(at);
    this.#parts = rest.length === 0 ? [] : [rest];
    this.#length = rest.length;
    return undefined;
  }
}
