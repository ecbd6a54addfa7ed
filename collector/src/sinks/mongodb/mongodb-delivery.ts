import {
  type Collection,
  type Document,
  MongoBulkWriteError,
  MongoClient,
  MongoServerError,
  ReadConcern,
  ReadPreference,
  WriteConcern,
  type WriteError,
} from 'mongodb';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { DeliveredEvent, Delivery, Refused } from '../delivery/delivery.js';
import { destinationRefused, destinationUnreachable } from '../delivery/failures.js';
import { documentOf, saysTheSame, Undocumentable } from './document.js';
import { expireAfter } from './expiry.js';

export interface MongodbOptions {
  /** The destination's name in the book. */
  readonly name: string;
  /** `mongodb://user:password@host:27017/database` */
  readonly url: string;
  /** Made where it is missing. */
  readonly collection: string;
  /** What was received longer ago is removed by the server; nothing is, where it is undefined. */
  readonly keepDays: number | undefined;
  /** For each event that was there already. */
  readonly onAgain: () => void;
}

interface Pending {
  readonly event: DeliveredEvent;
  readonly document: Document;
}

const patience = 30_000;
/** A server that is away is tried again by whoever asked, with longer and longer pauses. */
const patienceForAnyServer = 5000;
const duplicate = 11000;
/**
 * What a server says of one document, and would of the same one for ever: no such value, nested too deep, reserved names,
 * what an index or the collection's validator does not take, too large.
 */
const ofDocument: ReadonlySet<unknown> = new Set([duplicate, 2, 15, 52, 55, 56, 57, 121, 171, 10334, 16755]);
/** What no retry mends: rights, credentials, a name or an index that cannot be. */
const forGood: ReadonlySet<unknown> = new Set([13, 18, 67, 73, 85, 86, 166, 8000]);

/**
 * Inserts each event as a document whose `_id` is the event_id, in their order, and waits until a majority of the servers has it in
 * its journal. What is there already is passed over if its source and what it says are the same, and refused otherwise.
 */
export class MongodbDelivery implements Delivery {
  readonly #options: MongodbOptions;
  readonly #client: MongoClient;
  #collection: Promise<Collection> | undefined;

  /** @throws AppError configuration_invalid where the address cannot be understood */
  constructor(options: MongodbOptions) {
    this.#options = options;
    this.#client = clientOf(options);
  }

  async deliver(events: readonly DeliveredEvent[]): Promise<readonly Refused[]> {
    const refused: Refused[] = [];
    const pending: Pending[] = [];
    for (const event of events) {
      try {
        pending.push({ event, document: documentOf(event) });
      } catch (error) {
        if (!(error instanceof Undocumentable)) throw error;
        refused.push({ event, reason: error.message });
      }
    }
    if (pending.length === 0) return refused;
    try {
      const collection = await this.#open();
      for (let rest: readonly Pending[] = pending; rest.length > 0;)
        rest = await this.#insert(collection, rest, refused);
      return refused;
    } catch (error) {
      throw failureOf(this.#options.name, error);
    }
  }

  async check(): Promise<void> {
    try {
      await this.#open();
    } catch (error) {
      throw failureOf(this.#options.name, error);
    }
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  /** The collection, once it keeps what it holds for as long as the card says. */
  #open(): Promise<Collection> {
    this.#collection ??= this.#prepare().catch((error: unknown) => {
      this.#collection = undefined;
      throw error;
    });
    return this.#collection;
  }

  async #prepare(): Promise<Collection> {
    const db = this.#client.db();
    const collection = db.collection(this.#options.collection, {
      writeConcern: new WriteConcern('majority', undefined, true),
      // What only a primary knows may be gone with it: it does not count as being there.
      readConcern: new ReadConcern('majority'),
      readPreference: ReadPreference.primary,
    });
    await db.command({ ping: 1 });
    await expireAfter(db, collection, this.#options.keepDays);
    return collection;
  }

  /** Inserts up to the first that the server does not take; answers what is still to be inserted. */
  async #insert(
    collection: Collection,
    pending: readonly Pending[],
    refused: Refused[],
  ): Promise<readonly Pending[]> {
    const error = await firstError(collection, pending);
    if (error === undefined) return [];
    const [failed, ...others] = pending.slice(error.index);
    if (failed === undefined) throw new Error(`it speaks of document ${error.index} of ${pending.length}`);
    if (error.code === duplicate && /\bindex: _id_\b/.test(error.errmsg ?? ''))
      return this.#passOver(collection, [failed, ...others], refused);
    if (!ofDocument.has(error.code))
      throw new MongoServerError({ code: error.code, message: error.errmsg ?? '' });
    refused.push({
      event: failed.event,
      reason: `MongoDB answered ${error.code} ${error.errmsg ?? ''}`.trim(),
    });
    return others;
  }

  /** Takes out what is there already, so that many repeats cost no more than one. */
  async #passOver(
    collection: Collection,
    pending: readonly Pending[],
    refused: Refused[],
  ): Promise<readonly Pending[]> {
    const ids = pending.map(({ event }) => event.eventId as never);
    const found = await collection.find({ _id: { $in: ids } }).toArray();
    const stored = new Map(found.map((document) => [document._id as unknown, document as Document]));
    const [first] = pending;
    if (first !== undefined && !stored.has(first.event.eventId))
      throw new Error(`it has ${first.event.eventId}, and most of its servers do not yet`);
    return pending.filter(({ event, document }) => {
      const before = stored.get(event.eventId);
      if (before === undefined) return true;
      const reason = reuseOf(event, document, before);
      if (reason === undefined) this.#options.onAgain();
      else refused.push({ event, reason });
      return false;
    });
  }
}

function clientOf({ name, url }: MongodbOptions): MongoClient {
  let client: MongoClient;
  try {
    client = new MongoClient(url, {
      appName: 'eventbook',
      serverSelectionTimeoutMS: patienceForAnyServer,
      connectTimeoutMS: patienceForAnyServer,
      socketTimeoutMS: patience,
    });
  } catch (error) {
    // It may quote the address, and with it the password.
    throw invalid(name, (error instanceof Error ? error.message : String(error)).replaceAll(url, '…'));
  }
  // Without one, the client would take "test".
  if (!/^[^:]+:\/\/[^/]+\/[^/?]+/.test(url)) throw invalid(name, 'it names no database');
  return client;
}

function invalid(name: string, why: string): AppError {
  return new AppError(
    'user',
    'configuration_invalid',
    `to is no such address: where events of ${name} are delivered, a mongodb: ${why}.`,
    {
      hint: 'Set EVENTBOOK_COLLECTOR_TO, as in mongodb://eventbook:secret@10.0.0.9:27017/shop?authSource=admin',
      data: { setting: 'to' },
    },
  );
}

/** The first document that was not taken; all before it were, and none behind it was tried. */
async function firstError(
  collection: Collection,
  pending: readonly Pending[],
): Promise<WriteError | undefined> {
  try {
    await collection.insertMany(
      pending.map(({ document }) => document),
      { ordered: true },
    );
    return undefined;
  } catch (error) {
    const isOfDocument =
      error instanceof MongoBulkWriteError && error.result.getWriteConcernError() === undefined;
    const [first] = isOfDocument ? [error.writeErrors].flat() : [];
    if (first === undefined) throw error;
    return first;
  }
}

/** Why an event is no repeat of what has its id; undefined where it is. */
function reuseOf(
  { eventId, source }: DeliveredEvent,
  document: Document,
  before: Document,
): string | undefined {
  const other: unknown = before['_source'];
  if (other !== source)
    return `The id ${eventId} is taken: ${String(other)} has used it before, and this comes from ${source}.`;
  if (!saysTheSame(document, before))
    return `${source} has used the id ${eventId} before, for another event.`;
  return undefined;
}

function failureOf(name: string, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof MongoServerError && forGood.has(error.code)
    ? destinationRefused(name, message, error)
    : destinationUnreachable(name, message, error);
}
