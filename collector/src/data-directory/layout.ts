import { join } from 'node:path';

/** Where a collector keeps what is its own. */
export interface DataDirectoryLayout {
  readonly lock: string;
  /** HTTP over a unix socket: commands talk to the running collector. */
  readonly controlSocket: string;
  readonly collectorFile: string;
  readonly snapshots: string;
  /** One folder per journal. */
  readonly journal: string;
  /** The hour writer's scratch, emptied at start. */
  readonly staging: string;
  readonly index: string;
  /** What other writers of the same warehouse have of each hour. */
  readonly elsewhere: string;
  /** A checkpoint for each destination. */
  readonly relay: string;
  /** Unless another one is configured. */
  readonly warehouse: string;
}

export function dataDirectoryLayout(directory: string): DataDirectoryLayout {
  return {
    lock: join(directory, 'lock'),
    controlSocket: join(directory, 'control.sock'),
    collectorFile: join(directory, 'collector.json'),
    snapshots: join(directory, 'snapshots'),
    journal: join(directory, 'journal'),
    staging: join(directory, 'staging'),
    index: join(directory, 'index'),
    elsewhere: join(directory, 'elsewhere'),
    relay: join(directory, 'relay'),
    warehouse: join(directory, 'warehouse'),
  };
}
