import { type ReactNode, useEffect, useRef } from 'react';
import { useStore } from '../../data/store.js';
import { shade } from '../appearance/theme.js';
import { replaceText } from './models.js';
import { editor, KeyCode, KeyMod, MarkerSeverity } from './monaco.js';
import { positionOfPointer, rangeOfPointer } from './pointer-position.js';
import './editor.css';

export interface Mark {
  readonly pointer: string;
  readonly message: string;
}

/** A place of a text to go to; another object each time somebody wants to go there. */
export interface Goal {
  readonly pointer: string;
}

/** Monaco on JSON that is no file of the catalog, with marks where something is wrong with it. */
export function MonacoScratch({
  text,
  label,
  marks,
  goal,
  onChange,
}: {
  readonly text: string;
  readonly label: string;
  readonly marks: readonly Mark[];
  readonly goal: Goal | undefined;
  readonly onChange: (text: string) => void;
}): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<editor.IStandaloneCodeEditor>(undefined);
  const told = useRef(onChange);
  const first = useRef(text);
  const colors = useStore(shade);
  useEffect(() => {
    told.current = onChange;
  }, [onChange]);

  useEffect(() => {
    if (place.current === null) return;
    const model = editor.createModel(first.current, 'json');
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
      // Tab leads on: this is one field of a page.
      tabFocusMode: true,
      ariaLabel: label,
      padding: { top: 10, bottom: 10 },
    });
    shown.current = made;
    // The search of the whole catalog; Monaco begins a chord with these keys.
    made.addCommand(KeyMod.CtrlCmd | KeyCode.KeyK, () => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, metaKey: true }));
    });
    const typing = model.onDidChangeContent(() => told.current(model.getValue()));
    return () => {
      typing.dispose();
      made.dispose();
      model.dispose();
      shown.current = undefined;
    };
  }, [label]);

  useEffect(() => {
    const model = shown.current?.getModel();
    if (model != null) replaceText(model, text);
  }, [text]);
  useEffect(() => {
    const model = shown.current?.getModel();
    if (model == null) return;
    editor.setModelMarkers(
      model,
      'eventbook',
      marks.map(({ pointer, message }) => ({
        ...rangeOfPointer(model, pointer),
        severity: MarkerSeverity.Error,
        message,
      })),
    );
  }, [marks]);
  useEffect(() => editor.setTheme(colors === 'dark' ? 'eventbook-dark' : 'eventbook-light'), [colors]);
  useEffect(() => {
    const model = shown.current?.getModel();
    if (goal === undefined || model == null) return;
    const position = positionOfPointer(model, goal.pointer);
    shown.current?.setPosition(position);
    shown.current?.revealPositionInCenter(position);
    shown.current?.focus();
  }, [goal]);

  return <div className="monaco-place" ref={place} />;
}
