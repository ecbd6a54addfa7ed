import { fileKindNames, fileKinds } from './schemas/file-kinds.js';

const folder = '.eventbook/schemas';

/** What makes an editor judge a catalog as one types: the JSON Schemas, and where VS Code finds which. */
export function editorFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const kind of fileKindNames) files.set(`${folder}/${kind}.schema.json`, json(fileKinds[kind].schema));
  const schemas = fileKindNames.map((kind) => ({
    fileMatch: fileKinds[kind].places.flatMap(matches),
    url: `./${folder}/${kind}.schema.json`,
  }));
  files.set('.vscode/settings.json', json({ 'json.schemas': schemas }));
  return files;
}

/** `events/<event>/<n>.json` is every file of the folder but its card. */
function matches(place: string): string[] {
  const pattern = `/${place.replaceAll(/<[^>]+>/gu, '*')}`;
  const holder = /^(event|environment)s\/<[^>]+>\/<n>\.json$/u.exec(place)?.[1];
  return holder === undefined ? [pattern] : [pattern, `!/${holder}s/*/${holder}.json`];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
