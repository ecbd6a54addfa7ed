import { quoted, shown } from '../../catalog/quote.js';
import { compareVersions } from '../compare-versions.js';
import type { ForeignBook, ForeignEvent, ForeignVersion, Unread } from '../foreign.js';
import { parseDocument } from '../parse-document.js';
import { isRecord, recordOf, textOf, type Keywords } from '../schema/keywords.js';

/**
 * Self-describing schemas of an Iglu registry (https://docs.snowplow.io/docs/pipeline-components-and-applications/iglu):
 * `…/<vendor>/<name>/jsonschema/<model>-<revision>-<addition>`, each with the same in its `self`.
 */
interface SelfDescription {
  readonly vendor: string;
  readonly name: string;
  readonly format: string;
  readonly version: string;
}

const place = /(?:^|\/)([^/]+)\/([^/]+)\/([^/]+)\/([0-9]+-[0-9]+-[0-9]+)(?:\.json)?$/u;
const versionShape = /^[1-9][0-9]{0,5}-(0|[1-9][0-9]{0,5})-(0|[1-9][0-9]{0,5})$/u;

/** Reads the files of a registry, by path. */
export function readIglu(files: ReadonlyMap<string, string>): ForeignBook {
  const problems: Unread[] = [];
  const skipped: Unread[] = [];
  const events = new Map<string, { self: SelfDescription; versions: ForeignVersion[] }>();
  for (const [file, text] of files) {
    const path = place.exec(file);
    if (path !== null && path[3] !== 'jsonschema') {
      skipped.push({ file, pointer: '', reason: `The format ${path[3] ?? ''} is no JSON Schema.` });
      continue;
    }
    if (path === null && !file.endsWith('.json')) {
      skipped.push({ file, pointer: '', reason: 'It stands where no schema of a registry does.' });
      continue;
    }
    const read = readSchema(text, path);
    if (read === undefined) {
      skipped.push({ file, pointer: '', reason: 'It does not describe itself ("self" is missing).' });
    } else if ('reason' in read) {
      problems.push({ file, ...read });
    } else {
      const { self, schema } = read;
      const key = `${self.vendor}/${self.name}`;
      const event = events.get(key) ?? { self, versions: [] };
      events.set(key, event);
      const twin = event.versions.find(({ label }) => label === self.version);
      if (twin !== undefined) {
        problems.push({
          file,
          pointer: '/self',
          reason: `${key} ${self.version} stands in ${twin.file}, too.`,
        });
        continue;
      }
      const origin = `iglu:${key}/jsonschema/${self.version}`;
      event.versions.push({ label: self.version, origin, file, pointer: '', schema });
    }
  }
  return { events: [...events.values()].map(foreignEvent).sort(byName), problems, skipped };
}

function foreignEvent({
  self,
  versions,
}: {
  self: SelfDescription;
  versions: ForeignVersion[];
}): ForeignEvent {
  return {
    name: [...self.vendor.split('.'), self.name],
    shownName: `${self.vendor}/${self.name}`,
    versions: versions.sort((a, b) => compareVersions(a.label, b.label)),
  };
}

type Reading =
  | { readonly self: SelfDescription; readonly schema: Keywords }
  | { readonly pointer: string; readonly reason: string };

function readSchema(text: string, path: RegExpExecArray | null): Reading | undefined {
  const parsed = parseDocument('schema.json', text);
  if ('problem' in parsed) return { pointer: '', reason: parsed.problem };
  const schema = parsed.value;
  if (!isRecord(schema)) return { pointer: '', reason: `Expected a schema, found ${shown(schema)}.` };
  const self = recordOf(schema, 'self');
  if (self === undefined) {
    return path === null
      ? undefined
      : { pointer: '', reason: 'It does not describe itself: "self" is missing.' };
  }
  const [vendor, name, format, version] = ['vendor', 'name', 'format', 'version'].map(
    (key) => textOf(self, key) ?? '',
  );
  for (const [key, value] of Object.entries({ vendor, name, format, version })) {
    if (value === '')
      return { pointer: `/self/${key}`, reason: `Expected the ${key} of the schema, as a text.` };
  }
  const found = { vendor: vendor ?? '', name: name ?? '', format: format ?? '', version: version ?? '' };
  if (found.format !== 'jsonschema') {
    return {
      pointer: '/self/format',
      reason: `Expected the format jsonschema, found ${quoted(found.format)}.`,
    };
  }
  if (!versionShape.test(found.version)) {
    return {
      pointer: '/self/version',
      reason: `Expected a version such as 1-0-2, found ${quoted(found.version)}.`,
    };
  }
  const [, ...expected] = path ?? [];
  const said = [found.vendor, found.name, found.format, found.version];
  if (path !== null && said.some((part, index) => part !== expected[index])) {
    return {
      pointer: '/self',
      reason: `It says that it is ${quoted(said.join('/'))}, and stands elsewhere.`,
    };
  }
  return { self: found, schema };
}

function byName(a: ForeignEvent, b: ForeignEvent): number {
  return a.shownName < b.shownName ? -1 : 1;
}
