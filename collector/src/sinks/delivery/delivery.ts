/** An event on its way to a destination: as it came, and what destinations go by. */
export interface DeliveredEvent {
  /** The stored event as one line of JSON, without a newline. */
  readonly line: Buffer;
  readonly event: string;
  readonly eventId: string;
  /** `<environment>/<name>`. */
  readonly source: string;
  /** Microseconds since the epoch. */
  readonly receivedAt: number;
}

/** One event that the destination will never take. */
export interface Refused {
  readonly event: DeliveredEvent;
  readonly reason: string;
}

/** Brings events to one kind of destination. */
export interface Delivery {
  /**
   * Resolves when the destination has all of them, but for those that it will never take: they are answered.
   * @throws AppError destination_unreachable: nothing is known of any; they are delivered again later
   */
  deliver(events: readonly DeliveredEvent[]): Promise<readonly Refused[]>;
  /** Tries whether it can be delivered at all. @throws AppError destination_unreachable, destination_refused */
  check(): Promise<void>;
  close(): Promise<void>;
}
