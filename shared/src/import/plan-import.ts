import type { Catalog } from '../catalog/model.js';
import { canonicalText } from '../catalog/format.js';
import { parseCatalog } from '../catalog/parse.js';
import { fileKindOf } from '../catalog/schemas/file-kinds.js';
import { checkCatalog } from '../check/check.js';
import type { Finding } from '../check/finding.js';
import type { ForeignBook } from './foreign.js';
import { draftImport, type ImportDraft } from './draft-import.js';
import type { ImportOptions } from './assemble/surroundings.js';
import { importSums, type ImportReport } from './report/import-report.js';

/** What an import will do: the files it will write, and what there is to say about it. Nothing has happened yet. */
export interface ImportPlan {
  /** Canonical texts by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly report: ImportReport;
}

export interface ImportRequest {
  readonly source: string;
  readonly book: ForeignBook;
  /** The catalog's files by path; none where it is yet to be made. */
  readonly files: ReadonlyMap<string, string>;
  /** What the catalog is called where it is yet to be made. */
  readonly name: string;
  readonly options: ImportOptions;
}

/** Each round leaves out the events that `check` refused in the one before. */
const mostRounds = 4;

/** Plans an import. An event that `check` would call wrong does not come over, and the report says why. */
export function planImport(request: ImportRequest): ImportPlan {
  const before = withSettings(request);
  const catalog = parseCatalog(before).catalog;
  const objections = new Map<string, string>();
  let draft = draftImport(request.book, catalog, request.options, objections);
  for (let round = 1; round < mostRounds; round += 1) {
    if (!learn(objections, findingsIn(draft, before))) break;
    draft = draftImport(request.book, catalog, request.options, objections);
  }
  return planOf(draft, request, catalog);
}

/** The files there are, with a catalog.json in any case. */
function withSettings({ files, name }: ImportRequest): ReadonlyMap<string, string> {
  if (files.has('catalog.json')) return files;
  return new Map([...files, ['catalog.json', canonicalText('settings', { format: 1, name })]]);
}

function findingsIn(draft: ImportDraft, before: ReadonlyMap<string, string>): readonly Finding[] {
  const after = new Map([...before, ...textsOf(draft)]);
  return checkCatalog(after).findings.filter(({ file }) => draft.files.has(file));
}

/** Remembers which events are wrong; false where none is. */
function learn(objections: Map<string, string>, findings: readonly Finding[]): boolean {
  let learnt = false;
  for (const { file, pointer, severity, message } of findings) {
    const place = fileKindOf(file);
    if (severity !== 'error' || (place?.kind !== 'event' && place?.kind !== 'contract')) continue;
    objections.set(place.name, `${file}${pointer}: ${message}`);
    learnt = true;
  }
  return learnt;
}

function textsOf(draft: ImportDraft): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [path, value] of draft.files) {
    const kind = fileKindOf(path)?.kind;
    if (kind !== undefined) texts.set(path, canonicalText(kind, value));
  }
  return texts;
}

function planOf(
  draft: ImportDraft,
  { source, book, files: before, name }: ImportRequest,
  catalog: Catalog,
): ImportPlan {
  const files = new Map(textsOf(draft));
  const brings = draft.events.some(({ state }) => state === 'new' || state === 'grown');
  if (!before.has('catalog.json') && brings) {
    files.set('catalog.json', canonicalText('settings', { ...catalog.settings, format: 1, name }));
  }
  const sorted = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  const report = {
    source,
    events: draft.events,
    unread: book.problems,
    skipped: book.skipped,
    files: [...sorted.keys()].map((path) => ({
      path,
      change: before.has(path) ? ('changed' as const) : ('new' as const),
    })),
    shared: draft.shared,
    privacy: draft.privacy,
  };
  return { files: sorted, report: { ...report, sums: importSums(report) } };
}
