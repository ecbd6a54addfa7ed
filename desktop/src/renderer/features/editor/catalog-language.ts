import { formatFile } from '@eventbook/shared/catalog/format';
import { getLocation } from 'jsonc-parser';
import type { OutlineKind } from '../../../api/catalog.js';
import { placeForFile } from '../../app/place-for-file.js';
import { placeOf } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import type { Desk } from '../../data/desk.js';
import { texts } from '../../texts/texts.js';
import { carryOutFix } from '../fixes/carry-out-fix.js';
import { pathOfThing } from '../things/thing-kinds.js';
import { modelFor } from './models.js';
import {
  editor,
  type IDisposable,
  type IPosition,
  type IRange,
  KeyCode,
  KeyMod,
  languages,
} from './monaco.js';
import { kindNamedAt, type NameInText, nameInText } from './names-in-text.js';
import { rangeOfPointer } from './pointer-position.js';

const words = texts.editor;
const fixCommand = 'eventbook.fix';
let connected: readonly IDisposable[] = [];
let desk: Desk | undefined;

/** Has Monaco know the catalog: it completes and explains names, goes to what they name, and mends what is found. */
export function connectCatalog(to: Desk): void {
  if (desk === to) return;
  desk = to;
  for (const each of connected) each.dispose();
  connected = [
    languages.registerCompletionItemProvider('json', {
      triggerCharacters: ['"'],
      provideCompletionItems: (model, position) => ({ suggestions: completions(to, model, position) }),
    }),
    languages.registerHoverProvider('json', {
      provideHover(model, position) {
        const found = nameAt(model, position);
        if (found === undefined) return null;
        const contents = explained(to, found).map((value) => ({
          value,
          isTrusted: false,
          supportHtml: false,
        }));
        return { range: rangeOf(model, found), contents };
      },
    }),
    languages.registerDefinitionProvider('json', {
      async provideDefinition(model, position) {
        const found = nameAt(model, position);
        if (found === undefined || to.outline.get()[found.kind].get(found.name) === undefined) return null;
        const path = pathOf(found);
        await to.drafts.load([path]);
        const text = to.drafts.file(path).get()?.text;
        if (text == null) return null;
        // Monaco shows what is there while Ctrl is held over a name, and cannot do without.
        const { uri } = modelFor(path, text);
        return { uri, range: { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 } };
      },
    }),
    // What is gone to has a page here, and need not have been opened as text before.
    editor.registerEditorOpener({
      openCodeEditor(_source, { scheme, path }) {
        if (scheme !== 'catalog') return false;
        goTo(placeForFile(path.slice(1)));
        return true;
      },
    }),
    editor.registerCommand(fixCommand, (_, path: string, index: number) => {
      const finding = to.findings.get().get(path)?.[index];
      if (finding !== undefined) void carryOutFix(to, finding);
    }),
    languages.registerCodeActionProvider('json', {
      provideCodeActions(model, range) {
        const path = pathOfModel(model);
        const found = to.findings.get().get(path) ?? [];
        const actions = found.flatMap(({ repair, pointer, fix, message }, index) => {
          const at = rangeOfPointer(model, pointer);
          if (
            repair === undefined ||
            at.endLineNumber < range.startLineNumber ||
            at.startLineNumber > range.endLineNumber
          )
            return [];
          const title = fix ?? message;
          return [{ title, kind: 'quickfix', command: { id: fixCommand, title, arguments: [path, index] } }];
        });
        return { actions, dispose: () => undefined };
      },
    }),
  ];
}

/** What the keys of an editor do with the catalog: the page of what is named, and the canonical form. */
export function addCatalogKeys(made: editor.IStandaloneCodeEditor, path: string, to: Desk): void {
  made.addAction({
    id: 'eventbook.uses',
    label: words.uses,
    keybindings: [KeyMod.Shift | KeyCode.F12],
    contextMenuGroupId: 'navigation',
    run() {
      const model = made.getModel();
      const position = made.getPosition();
      const found = model === null || position === null ? undefined : nameAt(model, position);
      if (found !== undefined) goTo(placeOf(found.kind, found.name));
    },
  });
  made.addCommand(KeyMod.CtrlCmd | KeyCode.KeyS, () => formatDraft(to, path));
}

/** As `eventbook format` writes it; what cannot be read stays as it is. */
function formatDraft(to: Desk, path: string): void {
  const text = to.drafts.file(path).get()?.text;
  const formatted = text == null ? undefined : formatFile(path, text);
  if (formatted !== undefined) to.drafts.edit([{ path, text: formatted }], { label: words.undoFormat(path) });
}

function pathOfModel(model: editor.ITextModel): string {
  return model.uri.path.slice(1);
}

function nameAt(model: editor.ITextModel, position: IPosition): NameInText | undefined {
  return nameInText(pathOfModel(model), model.getValue(), model.getOffsetAt(position));
}

function rangeOf(model: editor.ITextModel, { offset, length }: NameInText): IRange {
  const [from, to] = [model.getPositionAt(offset), model.getPositionAt(offset + length)];
  return {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
}

function pathOf({ kind, name }: NameInText): string {
  return kind === 'event' ? `events/${name}/event.json` : pathOfThing[kind](name);
}

function completions(to: Desk, model: editor.ITextModel, position: IPosition): languages.CompletionItem[] {
  const text = model.getValue();
  const offset = model.getOffsetAt(position);
  const { path: steps, isAtPropertyKey } = getLocation(text, offset);
  const kind = kindNamedAt(pathOfModel(model), steps, isAtPropertyKey);
  if (kind === undefined) return [];
  const found = nameInText(pathOfModel(model), text, offset);
  const range = found === undefined ? undefined : rangeOf(model, found);
  const here = { startLineNumber: position.lineNumber, startColumn: position.column };
  return [...to.outline.get()[kind].values()].map((row) => ({
    label: { label: row.name, description: row.title },
    kind: languages.CompletionItemKind.Reference,
    // Between quotes only the name is written; where there are none yet, they come with it.
    insertText: range === undefined ? JSON.stringify(row.name) : row.name,
    filterText: range === undefined ? JSON.stringify(row.name) : row.name,
    range: range ?? { ...here, endLineNumber: here.startLineNumber, endColumn: here.startColumn },
  }));
}

/** What a name stands for, as Markdown. */
function explained(to: Desk, { kind, name }: NameInText): string[] {
  const outline = to.outline.get();
  const row = outline[kind].get(name);
  if (row === undefined) return [words.unknown[kind](name)];
  const about: Readonly<Record<OutlineKind, () => string>> = {
    field: () => {
      const field = outline.field.get(name);
      return field === undefined ? '' : `${field.type}, ${texts.things.used(field.uses)}`;
    },
    event: () => texts.event.status[outline.event.get(name)?.status ?? 'draft'],
    owner: () => (outline.owner.get(name)?.emails ?? []).join(', '),
    environment: () => texts.things.environmentKinds[outline.environment.get(name)?.kind ?? 'backend'],
    destination: () => texts.things.destinationKinds[outline.destination.get(name)?.kind ?? 'queue'],
  };
  return [`**${escaped(row.title === '' ? name : row.title)}**`, escaped(about[kind]())].filter(
    (text) => text !== '',
  );
}

/** Titles are people's words, and no Markdown. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!<>&|]/gu, '\\$&');
}
