import type { Catalog, Contract, Event, FieldDeclaration } from '../catalog/model.js';
import { declarationOf } from '../catalog/resolve.js';
import { firstDifference } from '../catalog/same-meaning.js';
import { assembleEvent, noteOf, type AssembledVersion } from './assemble/assemble-event.js';
import type { ForeignEvent } from './foreign.js';
import type { Spelling } from './names/spelling.js';
import type { EventReport, VersionReport } from './report/import-report.js';
import type { TranslatedVersion } from './schema/translate-version.js';

/** One event of the book beside what the catalog has of it. */
export interface MergedEvent {
  readonly report: EventReport;
  readonly declarations: ReadonlyMap<string, FieldDeclaration>;
  /** Those that are new. */
  readonly contracts: readonly Contract[];
}

interface Surroundings {
  readonly catalog: Catalog;
  readonly spelling: Spelling;
  /** What `check` has against events, by name. */
  readonly objections: ReadonlyMap<string, string>;
}

/** Brings an event together with its namesake in the catalog, of which no contract is ever edited. */
export function mergeEvent(
  foreign: ForeignEvent,
  name: string,
  translated: readonly TranslatedVersion[],
  { catalog, spelling, objections }: Surroundings,
): MergedEvent {
  const standing = catalog.events.get(name);
  const known = knownContracts(standing, translated);
  const remarks: string[] = [];
  const numbered = numberedVersions(translated, known, standing, remarks);
  const assembled = assembleEvent(numbered, spelling, (field) =>
    standing === undefined ? undefined : declarationOf(catalog, standing, field),
  );
  const { versions } = assembled;
  const reports = versions.map((version) => versionReport(version, known));
  const refusal =
    objections.get(name) ??
    (standing !== undefined && known.size === 0
      ? `The catalog has an event ${name} already, and no contract of it came from ${foreign.shownName}.`
      : conflictIn(reports, versions, standing));
  const contracts = versions
    .filter((_, index) => reports[index]?.state === 'new')
    .map((version) => version.contract);
  const state =
    refusal !== undefined
      ? 'refused'
      : standing === undefined
        ? 'new'
        : contracts.length > 0
          ? 'grown'
          : 'unchanged';
  return {
    report: {
      from: foreign.shownName,
      event: name,
      state,
      ...(refusal === undefined ? {} : { reason: refusal }),
      remarks,
      versions: reports,
      ...(foreign.evidence === undefined ? {} : { evidence: foreign.evidence }),
    },
    declarations: assembled.declarations,
    contracts,
  };
}

/** The contracts that came from these versions, by origin. */
function knownContracts(
  standing: Event | undefined,
  versions: readonly TranslatedVersion[],
): ReadonlyMap<string, Contract> {
  const byNote = new Map<string, Contract>();
  for (const contract of standing?.contracts.values() ?? []) {
    if (contract.note !== undefined) byNote.set(contract.note, contract);
  }
  const known = new Map<string, Contract>();
  for (const { version } of versions) {
    const contract = byNote.get(noteOf(version));
    if (contract !== undefined) known.set(version.origin, contract);
  }
  return known;
}

function numberedVersions(
  versions: readonly TranslatedVersion[],
  known: ReadonlyMap<string, Contract>,
  standing: Event | undefined,
  remarks: string[],
): { readonly translated: TranslatedVersion; readonly contract: number }[] {
  let next = Math.max(0, ...(standing?.contracts.keys() ?? [])) + 1;
  return versions.map((translated, index) => {
    const number = known.get(translated.version.origin)?.version;
    if (number !== undefined) return { translated, contract: number };
    const later = versions.slice(index + 1).find(({ version }) => known.has(version.origin));
    if (later !== undefined) {
      remarks.push(
        `${translated.version.label} came after ${later.version.label}, so it is contract ${next}; no number is given again.`,
      );
    }
    return { translated, contract: next++ };
  });
}

function versionReport(
  { version, contract, losses, names }: AssembledVersion,
  known: ReadonlyMap<string, Contract>,
): VersionReport {
  const before = known.get(version.origin);
  const { label, origin, file } = version;
  const state =
    before === undefined ? 'new' : difference(before, contract) === undefined ? 'unchanged' : 'conflict';
  return {
    label,
    origin,
    file,
    contract: contract.version,
    state,
    exact: losses.length === 0,
    losses,
    names,
  };
}

function difference(before: Contract, now: Contract): string | undefined {
  return firstDifference(
    { open: before.open ?? false, fields: before.fields },
    { open: now.open ?? false, fields: now.fields },
  );
}

function conflictIn(
  reports: readonly VersionReport[],
  versions: readonly AssembledVersion[],
  standing: Event | undefined,
): string | undefined {
  for (const [index, { state, label, contract, file }] of reports.entries()) {
    const before = standing?.contracts.get(contract);
    const now = versions[index]?.contract;
    if (state !== 'conflict' || before === undefined || now === undefined) continue;
    const where = difference(before, now) ?? '';
    return (
      `Contract ${contract} was imported from ${label} and says something else now (at ${where}): ${file} was ` +
      'changed after it was imported, or the contract was. Give the change a version of its own.'
    );
  }
  return undefined;
}
