import type { PrivacyClass } from '../../catalog/model.js';
import type { Unread } from '../foreign.js';
import type { Loss } from '../loss.js';
import type { NameChange } from '../names/renames.js';

/** What became of one version. `conflict`: the catalog has it already, and it says something else. */
export interface VersionReport {
  readonly label: string;
  readonly origin: string;
  readonly file: string;
  /** The number of its contract. */
  readonly contract: number;
  readonly state: 'new' | 'unchanged' | 'conflict';
  /** Nothing was lost: what passed the foreign schema passes the contract, and nothing else does. */
  readonly exact: boolean;
  readonly losses: readonly Loss[];
  /** The names that changed; pointers into the payload, steps through lists left out. */
  readonly names: readonly NameChange[];
}

/** What became of one event. `refused`: neither it nor any of its versions came over. */
export interface EventReport {
  readonly from: string;
  readonly event: string;
  readonly state: 'new' | 'grown' | 'unchanged' | 'refused';
  /** Why it was refused. */
  readonly reason?: string;
  /** What is to be known besides, such as versions that came out of order. */
  readonly remarks: readonly string[];
  readonly versions: readonly VersionReport[];
  /** What was seen of each field, where the import guessed from data. */
  readonly evidence?: readonly string[];
}

export interface ImportReport {
  readonly source: string;
  readonly events: readonly EventReport[];
  /** What could not be read. */
  readonly unread: readonly Unread[];
  /** What this import does not read. */
  readonly skipped: readonly Unread[];
  readonly files: readonly { readonly path: string; readonly change: 'new' | 'changed' }[];
  /** Fields that went into the dictionary. */
  readonly shared: readonly string[];
  /** How many new fields got which privacy class. */
  readonly privacy: Readonly<Record<PrivacyClass, number>>;
  readonly sums: ImportSums;
}

/** Everything counted; schemas are versions of events. */
export interface ImportSums {
  readonly events: Readonly<Record<EventReport['state'], number>>;
  readonly schemas: number;
  readonly exact: number;
  readonly loosened: number;
  readonly refused: number;
  readonly unread: number;
  readonly skipped: number;
  readonly files: number;
}

/** Whether anything is in the way of importing everything. */
export function isWhole(report: ImportReport): boolean {
  return report.unread.length === 0 && report.events.every(({ state }) => state !== 'refused');
}

export function importSums(report: Omit<ImportReport, 'sums'>): ImportSums {
  const events = { new: 0, grown: 0, unchanged: 0, refused: 0 };
  let [schemas, exact, loosened, refused] = [0, 0, 0, 0];
  for (const event of report.events) {
    events[event.state] += 1;
    for (const version of event.versions) {
      schemas += 1;
      if (event.state === 'refused') refused += 1;
      else if (version.exact) exact += 1;
      else loosened += 1;
    }
  }
  return {
    events,
    schemas,
    exact,
    loosened,
    refused,
    unread: report.unread.length,
    skipped: report.skipped.length,
    files: report.files.length,
  };
}
