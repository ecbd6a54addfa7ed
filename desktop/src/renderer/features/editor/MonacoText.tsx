import { type ReactNode, useEffect, useRef } from 'react';
import type { DraftFile } from '../../../api/files.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { texts } from '../../texts/texts.js';
import { shade } from '../appearance/theme.js';
import { addCatalogKeys, connectCatalog } from './catalog-language.js';
import { showFindings } from './findings-in-text.js';
import { modelFor, replaceText } from './models.js';
import { editor, KeyCode, KeyMod } from './monaco.js';
import { positionOfPointer } from './pointer-position.js';

/** Monaco on one file. What is typed goes into the draft; what others do to the draft shows in the text. */
export function MonacoText({
  file,
  text,
  at,
}: {
  readonly file: DraftFile;
  readonly text: string;
  readonly at: string | undefined;
}): ReactNode {
  const desk = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<editor.IStandaloneCodeEditor>(undefined);
  const findings = useStore(desk.findings).get(file.path);
  const { path } = file;
  const colors = useStore(shade);

  useEffect(() => {
    if (place.current === null) return;
    connectCatalog(desk);
    const model = modelFor(path, desk.drafts.file(path).get()?.text ?? '');
    const made = editor.create(place.current, {
      model,
      automaticLayout: true,
      minimap: { enabled: false },
      fontFamily: "'JetBrains Mono Variable', monospace",
      fontSize: 13,
      lineNumbersMinChars: 4,
      scrollBeyondLastLine: false,
      renderWhitespace: 'none',
      fixedOverflowWidgets: true,
      ariaLabel: texts.editor.label(path),
      padding: { top: 10, bottom: 10 },
    });
    shown.current = made;
    // One history for all views: Monaco's own would know nothing of what a form did.
    made.addCommand(KeyMod.CtrlCmd | KeyCode.KeyZ, () => void desk.drafts.undo());
    made.addCommand(KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ, () => void desk.drafts.redo());
    made.addCommand(KeyMod.CtrlCmd | KeyCode.KeyY, () => void desk.drafts.redo());
    addCatalogKeys(made, path, desk);
    // The search of the whole catalog; Monaco begins a chord with these keys.
    made.addCommand(KeyMod.CtrlCmd | KeyCode.KeyK, () => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, metaKey: true }));
    });
    const typing = model.onDidChangeContent(() => {
      desk.drafts.edit([{ path, text: model.getValue() }], { label: path, merge: `type:${path}` });
    });
    return () => {
      typing.dispose();
      made.dispose();
      shown.current = undefined;
    };
  }, [desk, path]);

  useEffect(() => replaceText(modelFor(path, text), text), [path, text]);
  useEffect(() => showFindings(modelFor(path, text), findings ?? []), [path, text, findings]);
  useEffect(() => shown.current?.updateOptions({ readOnly: file.frozen }), [file.frozen]);
  useEffect(() => editor.setTheme(colors === 'dark' ? 'eventbook-dark' : 'eventbook-light'), [colors]);
  useEffect(() => {
    if (at === undefined) return;
    const position = positionOfPointer(modelFor(path, ''), at);
    shown.current?.setPosition(position);
    shown.current?.revealPositionInCenter(position);
    shown.current?.focus();
  }, [path, at]);

  return <div className="monaco-place" ref={place} />;
}
