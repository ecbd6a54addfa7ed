import { join } from 'node:path';
import type { Destination } from '@eventbook/shared/catalog/model';
import { didYouMean } from '@eventbook/shared/catalog/suggest';
import { AppError } from '@eventbook/shared/errors/app-error';
import { admitSnapshot, type Snapshot } from '@eventbook/shared/snapshot/admit';
import type { ServerConfiguration } from '../config/configuration.js';
import type { Logger } from '../log/logger.js';
import { keepAsCurrent, keepContent, readKept } from '../snapshot/kept.js';
import { type SnapshotSource, snapshotSource } from '../snapshot/source.js';

const folder = 'book';

type CardConfiguration = Pick<ServerConfiguration, 'catalog' | 'data' | 'trusted_keys' | 'poll_seconds'>;

/**
 * What the book says of the destination of a sink: now, and whenever it says something else. `<data>/book` keeps the last snapshot
 * whose card was followed, so that a sink starts while the place of the snapshots is away.
 */
export class DestinationCard {
  readonly name: string;
  readonly #source: SnapshotSource;
  readonly #configuration: CardConfiguration;
  #snapshot: Snapshot;
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> | undefined;
  /** Of the last trouble: one that stays is told once. */
  #told: string | undefined;
  #isStopped = false;

  private constructor(
    name: string,
    source: SnapshotSource,
    configuration: CardConfiguration,
    snapshot: Snapshot,
  ) {
    this.name = name;
    this.#source = source;
    this.#configuration = configuration;
    this.#snapshot = snapshot;
  }

  /** @throws AppError destination_not_found, snapshot_unavailable and whatever speaks against a snapshot */
  static async read(name: string, configuration: CardConfiguration): Promise<DestinationCard> {
    const { catalog, data, trusted_keys: trustedKeys } = configuration;
    const source = snapshotSource(catalog, join(data, 'clone'));
    const bundle = await source.fetch(undefined).catch(async (error: unknown) => {
      const kept = await readKept(join(data, folder));
      if (kept === undefined) throw error;
      return kept;
    });
    if (bundle === undefined)
      throw new AppError('unavailable', 'snapshot_unavailable', `There is no snapshot at ${catalog}.`);
    const snapshot = admitSnapshot(bundle, { trustedKeys, current: undefined, anyChange: true });
    cardIn(snapshot, name);
    return new DestinationCard(name, source, configuration, snapshot);
  }

  get card(): Destination {
    return cardIn(this.#snapshot, this.name);
  }

  /**
   * Asks for newer snapshots until `stop`.
   * @param onChange carries out what another card says; where it rejects, it is tried again with the next look
   */
  follow(log: Pick<Logger, 'warn'>, onChange: (card: Destination) => Promise<void>): void {
    const seconds = this.#source.pollSeconds ?? this.#configuration.poll_seconds;
    this.#asking = this.#keep().catch((error: unknown) => this.#tell(log, error));
    const later = (): void => {
      if (this.#isStopped) return;
      this.#timer = setTimeout(() => {
        this.#asking = this.#ask(onChange)
          .then(() => (this.#told = undefined))
          .catch((error: unknown) => this.#tell(log, error))
          .finally(later);
      }, seconds * 1000);
    };
    later();
  }

  /** Waits for what is being carried out. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#asking;
  }

  async #ask(onChange: (card: Destination) => Promise<void>): Promise<void> {
    const before = this.#snapshot;
    const bundle = await this.#source.fetch(before);
    if (bundle === undefined || this.#isStopped) return;
    const anyChange = this.#source.kind === 'folder';
    const { trusted_keys: trustedKeys } = this.#configuration;
    const snapshot = admitSnapshot(bundle, { trustedKeys, current: before, anyChange });
    const card = cardIn(snapshot, this.name);
    const isOther = JSON.stringify(card) !== JSON.stringify(this.card);
    if (isOther) await onChange(card);
    this.#snapshot = snapshot;
    if (isOther) await this.#keep();
  }

  async #keep(): Promise<void> {
    const directory = join(this.#configuration.data, folder);
    await keepContent(directory, this.#snapshot);
    await keepAsCurrent(directory, this.#snapshot);
  }

  #tell(log: Pick<Logger, 'warn'>, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (this.#told === message) return;
    this.#told = message;
    log.warn(
      {
        destination: this.name,
        ...(error instanceof AppError ? { code: error.code, hint: error.hint } : { err: error }),
      },
      `the sink goes on by the card that it knows: ${message}`,
    );
  }
}

function cardIn({ catalog: { destinations } }: Snapshot, name: string): Destination {
  const found = destinations.get(name);
  if (found !== undefined) return found;
  const hint = didYouMean(name, destinations.keys());
  throw new AppError('user', 'destination_not_found', `The book has no destination ${name}.`, {
    ...(hint === undefined ? {} : { hint }),
    data: { destination: name },
  });
}
