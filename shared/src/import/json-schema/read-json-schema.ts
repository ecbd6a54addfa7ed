import { quoted, shown } from '../../catalog/quote.js';
import { sameMeaning } from '../../catalog/same-meaning.js';
import { compareVersions } from '../compare-versions.js';
import type { ForeignBook, ForeignEvent, ForeignVersion, Unread } from '../foreign.js';
import { isDocument, parseDocument } from '../parse-document.js';
import { isRecord, textOf } from '../schema/keywords.js';

/** `checkout/order_paid/1.2.0.json`: the folders are the event's name, the file's name is its version. */
const place = /^(?:(.+)\/)?v?([0-9]{1,6}(?:[.-][0-9]{1,6}){0,3})\.(json|ya?ml)$/iu;

/** Reads schemas of which each file is one version of an event. Other documents are only referred to. */
export function readJsonSchema(files: ReadonlyMap<string, string>): ForeignBook {
  const problems: Unread[] = [];
  const skipped: Unread[] = [];
  const documents = new Map<string, unknown>();
  const events = new Map<string, ForeignVersion[]>();
  for (const [file, text] of files) {
    const [, folder, label = ''] = place.exec(file) ?? [];
    if (!isDocument(file)) {
      skipped.push({ file, pointer: '', reason: 'It is neither JSON nor YAML.' });
      continue;
    }
    const parsed = parseDocument(file, text);
    if (label === '' || folder === undefined) {
      const reason =
        label === ''
          ? 'Its name is no version, as in 1.2.0.json.'
          : 'It lies in no folder that could be its name.';
      skipped.push({ file, pointer: '', reason });
      if ('value' in parsed) addDocument(documents, file, parsed.value);
      continue;
    }
    if ('problem' in parsed) {
      problems.push({ file, pointer: '', reason: parsed.problem });
    } else if (!isRecord(parsed.value)) {
      problems.push({ file, pointer: '', reason: `Expected a schema, found ${shown(parsed.value)}.` });
    } else {
      addDocument(documents, file, parsed.value);
      const version = {
        label,
        origin: `jsonschema:${folder}/${label}`,
        file,
        pointer: '',
        schema: parsed.value,
      };
      addVersion(events, folder, version, problems, skipped);
    }
  }
  return { events: [...events].map(foreignEvent), problems, skipped, documents };
}

/** By path, and by what it calls itself. */
function addDocument(documents: Map<string, unknown>, file: string, document: unknown): void {
  documents.set(file, document);
  if (!isRecord(document)) return;
  const id = (textOf(document, '$id') ?? textOf(document, 'id'))?.replace(/#$/u, '');
  if (id !== undefined && id !== '' && !documents.has(id)) documents.set(id, document);
}

/** One version may lie there as JSON and as YAML, as long as both say the same. */
function addVersion(
  events: Map<string, ForeignVersion[]>,
  folder: string,
  version: ForeignVersion,
  problems: Unread[],
  skipped: Unread[],
): void {
  const versions = events.get(folder) ?? [];
  events.set(folder, versions);
  const twin = versions.find(({ label }) => compareVersions(label, version.label) === 0);
  const { file } = version;
  if (twin === undefined) versions.push(version);
  else if (sameMeaning(twin.schema, version.schema))
    skipped.push({ file, pointer: '', reason: `It says what ${twin.file} says.` });
  else
    problems.push({
      file,
      pointer: '',
      reason: `Version ${quoted(version.label)} is in ${twin.file}, too, and says something else there.`,
    });
}

function foreignEvent([folder, versions]: [string, ForeignVersion[]]): ForeignEvent {
  return {
    name: folder.split('/'),
    shownName: folder,
    versions: versions.sort((a, b) => compareVersions(a.label, b.label)),
  };
}
