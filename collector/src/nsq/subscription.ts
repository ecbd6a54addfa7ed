import type { AppError } from '@eventbook/shared/errors/app-error';
import type { Address } from './address.js';
import { Connection, type ConnectionOptions } from './connection.js';
import { checkName } from './names.js';

/** One message as nsqd handed it out. It comes again where it is not finished in time, or the connection ends before. */
export interface Message {
  readonly body: Buffer;
  /** How many times it was handed out; 1 at first. */
  readonly attempts: number;
  /** Which nsqd. */
  readonly from: Address;
  /** Done with: say so only when what it said is kept. Does nothing where the connection has ended. */
  finish(): void;
  /** To be handed out again after a pause, in milliseconds. */
  requeue(pause: number): void;
}

export interface SubscriptionOptions extends ConnectionOptions {
  readonly topic: string;
  readonly channel: string;
  /** How many messages may be with us at once. */
  readonly maxInFlight: number;
  readonly onMessage: (message: Message) => void;
  readonly onClosed?: (reason: AppError) => void;
}

/** Messages that are with us, and who waits until none is. */
interface UnderWay {
  readonly messages: Set<Message>;
  readonly waiting: (() => void)[];
}

const headBytes = 26;
const idStart = 10;

/** Takes messages of one channel from one nsqd. Both topic and channel are made where they are missing. */
export class Subscription {
  readonly #connection: Connection;
  readonly #maxInFlight: number;
  readonly #underWay: UnderWay;

  private constructor(connection: Connection, maxInFlight: number, underWay: UnderWay) {
    this.#connection = connection;
    this.#maxInFlight = maxInFlight;
    this.#underWay = underWay;
  }

  /** @throws AppError nsqd_unreachable, nsqd_refused, name_invalid */
  static async open(address: Address, options: SubscriptionOptions): Promise<Subscription> {
    const { onMessage, maxInFlight } = options;
    const topic = checkName('topic', options.topic);
    const channel = checkName('channel', options.channel);
    const underWay: UnderWay = { messages: new Set(), waiting: [] };
    let subscribed: { resolve: () => void; reject: (reason: AppError) => void } | undefined;
    const done = (message: Message): void => {
      underWay.messages.delete(message);
      if (underWay.messages.size === 0) for (const resolve of underWay.waiting.splice(0)) resolve();
    };
    const connection: Connection = await Connection.open(
      address,
      {
        onResponse: () => {
          subscribed?.resolve();
          subscribed = undefined;
        },
        onMessage: (body) => {
          const message = messageOf(connection, body, done);
          underWay.messages.add(message);
          onMessage(message);
        },
        // The message was handed out again meanwhile: to be finished by whoever has it now.
        isHarmless: (error) => /^E_(FIN|REQ|TOUCH)_FAILED/.test(error),
        onClosed: (reason) => {
          subscribed?.reject(reason);
          if (subscribed === undefined) options.onClosed?.(reason);
          for (const resolve of underWay.waiting.splice(0)) resolve();
        },
      },
      options,
    );
    await new Promise<void>((resolve, reject) => {
      subscribed = { resolve, reject };
      connection.write(`SUB ${topic} ${channel}\n`);
    });
    if (maxInFlight > 0) connection.write(`RDY ${maxInFlight}\n`);
    return new Subscription(connection, maxInFlight, underWay);
  }

  get failure(): AppError | undefined {
    return this.#connection.failure;
  }

  /** No more messages until `resume`. */
  pause(): void {
    this.#connection.write('RDY 0\n');
  }

  resume(): void {
    this.#connection.write(`RDY ${this.#maxInFlight}\n`);
  }

  /**
   * Takes no more messages, waits up to `patience` milliseconds for those under way, gives back the others, and ends. nsqd
   * would keep what is neither finished nor given back until its time is over.
   */
  async close(patience: number): Promise<void> {
    this.pause();
    const { waiting, messages } = this.#underWay;
    if (messages.size > 0 && this.failure === undefined) {
      let timer: NodeJS.Timeout | undefined;
      const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)));
      await Promise.race([new Promise<void>((resolve) => waiting.push(resolve)), over]);
      clearTimeout(timer);
    }
    for (const message of messages) message.requeue(0);
    this.#connection.endAfterWriting();
  }
}

/** A message frame: time 8, attempts 2, id 16, body. */
function messageOf(connection: Connection, frame: Buffer, done: (message: Message) => void): Message {
  const id = frame.toString('latin1', idStart, headBytes);
  let isAnswered = false;
  const answer = (command: string): void => {
    if (isAnswered) return;
    isAnswered = true;
    connection.write(command);
    done(message);
  };
  const message: Message = {
    body: frame.subarray(headBytes),
    attempts: frame.readUInt16BE(8),
    from: connection.address,
    finish: () => answer(`FIN ${id}\n`),
    requeue: (pause) => answer(`REQ ${id} ${Math.round(pause)}\n`),
  };
  return message;
}
