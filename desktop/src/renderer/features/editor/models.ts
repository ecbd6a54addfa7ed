import { editor, Uri } from './monaco.js';

/** Monaco's model of a file; its address says where the file stands, so that the schema of its kind is found. */
export function modelFor(path: string, text: string): editor.ITextModel {
  const uri = Uri.from({ scheme: 'catalog', path: `/${path}` });
  return editor.getModel(uri) ?? editor.createModel(text, 'json', uri);
}

/** Puts another text into a model, touching only what differs: the cursor and what is folded stay where they are. */
export function replaceText(model: editor.ITextModel, text: string): void {
  const before = model.getValue();
  if (before === text) return;
  let start = 0;
  while (start < before.length && start < text.length && before[start] === text[start]) start++;
  let end = 0;
  const most = Math.min(before.length, text.length) - start;
  while (end < most && before[before.length - 1 - end] === text[text.length - 1 - end]) end++;
  const from = model.getPositionAt(start);
  const to = model.getPositionAt(before.length - end);
  model.applyEdits([
    {
      range: {
        startLineNumber: from.lineNumber,
        startColumn: from.column,
        endLineNumber: to.lineNumber,
        endColumn: to.column,
      },
      text: text.slice(start, text.length - end),
    },
  ]);
}
