import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useStore } from '../../data/store.js';
import { texts } from '../../texts/texts.js';
import { shade } from '../appearance/theme.js';
import { editor } from './monaco.js';
import { replaceText } from './models.js';

const tallest = 560;

/** Two texts of one file beside each other, or in one column; what is the same in both is folded away. */
export function MonacoDiff({
  path,
  before,
  after,
  sideBySide,
  language = 'json',
  fold = true,
}: {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly sideBySide: boolean;
  /** As Monaco calls it. */
  readonly language?: string;
  /** Whether what is the same is folded away. */
  readonly fold?: boolean;
}): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<editor.IStandaloneDiffEditor>(undefined);
  const [height, setHeight] = useState(120);
  const colors = useStore(shade);

  useEffect(() => {
    if (place.current === null) return;
    const original = editor.createModel('', language);
    const modified = editor.createModel('', language);
    const made = editor.createDiffEditor(place.current, {
      automaticLayout: true,
      readOnly: true,
      originalEditable: false,
      minimap: { enabled: false },
      fontFamily: "'JetBrains Mono Variable', monospace",
      fontSize: 13,
      scrollBeyondLastLine: false,
      renderOverviewRuler: false,
      renderMarginRevertIcon: false,
      fixedOverflowWidgets: true,
      originalAriaLabel: `${texts.changes.before}: ${path}`,
      modifiedAriaLabel: `${texts.changes.after}: ${path}`,
      // A page of many files is scrolled as one; a long file has a height of its own.
      scrollbar: { alwaysConsumeMouseWheel: false },
    });
    made.setModel({ original, modified });
    const fit = (): void => {
      const tall = Math.max(
        made.getOriginalEditor().getContentHeight(),
        made.getModifiedEditor().getContentHeight(),
      );
      setHeight(Math.min(tallest, tall + 4));
    };
    const sizes = [
      made.onDidUpdateDiff(fit),
      made.getOriginalEditor().onDidContentSizeChange(fit),
      made.getModifiedEditor().onDidContentSizeChange(fit),
    ];
    shown.current = made;
    return () => {
      for (const size of sizes) size.dispose();
      made.dispose();
      original.dispose();
      modified.dispose();
      shown.current = undefined;
    };
  }, [path, language]);

  useEffect(() => {
    const models = shown.current?.getModel();
    if (models == null) return;
    replaceText(models.original, before);
    replaceText(models.modified, after);
  }, [path, language, before, after]);
  useEffect(() => {
    shown.current?.updateOptions({
      renderSideBySide: sideBySide,
      useInlineViewWhenSpaceIsLimited: false,
      hideUnchangedRegions: { enabled: fold },
    });
  }, [path, language, sideBySide, fold]);
  useEffect(() => editor.setTheme(colors === 'dark' ? 'eventbook-dark' : 'eventbook-light'), [colors]);

  return <div className="monaco-place diff-place" ref={place} style={{ height }} />;
}
