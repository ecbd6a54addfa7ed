import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/go/register';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/php/register';
import 'monaco-editor/languages/definitions/python/register';
import 'monaco-editor/languages/definitions/typescript/register';
import { editor, KeyCode, KeyMod, languages, MarkerSeverity, Uri } from 'monaco-editor/editor/editor.api';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import { fileKinds } from '@eventbook/shared/catalog/schemas/file-kinds';
import { defineThemes } from './monaco-themes.js';

// Workers are files of ours, as everything is: nothing is asked of anybody else.
self.MonacoEnvironment = {
  getWorker: (_id, label) =>
    label === 'json'
      ? new Worker(new URL('./json.worker.ts', import.meta.url), { type: 'module' })
      : new Worker(new URL('./editor.worker.ts', import.meta.url), { type: 'module' }),
};

/** As the design writes places, `events/<event>/event.json`, turned into patterns of Monaco's. */
function pattern(place: string): string {
  return `catalog:///${place.replaceAll(/<[^>]+>/gu, '*')}`;
}

jsonDefaults.setDiagnosticsOptions({
  validate: true,
  allowComments: false,
  trailingCommas: 'error',
  enableSchemaRequest: false,
  schemas: Object.entries(fileKinds).map(([kind, { places, schema }]) => ({
    uri: `eventbook://schemas/${kind}.json`,
    fileMatch: places.map(pattern),
    schema,
  })),
});
defineThemes();

export { editor, KeyCode, KeyMod, languages, MarkerSeverity, Uri };
export type { IDisposable, IPosition, IRange } from 'monaco-editor/editor/editor.api';
