import type { Finding } from '@eventbook/shared/check/finding';
import { applyEdits } from '@eventbook/shared/check/repairs/apply-edits';
import type { Desk } from '../../data/desk.js';
import { texts } from '../../texts/texts.js';

/** Does what a finding says is to be done, as one step of Undo. @returns whether it still fits what stands there now */
export async function carryOutFix(desk: Desk, { fix, message, repair }: Finding): Promise<boolean> {
  if (repair === undefined) return false;
  const paths = [...new Set(repair.edits.map(({ file }) => file))];
  await desk.drafts.load(paths);
  const files = new Map<string, string>();
  for (const path of paths) {
    const text = desk.drafts.file(path).get()?.text;
    if (text != null) files.set(path, text);
  }
  const changed = applyEdits(files, repair.edits);
  if (changed === undefined) return false;
  desk.drafts.edit(
    [...changed].map(([path, text]) => ({ path, text })),
    { label: texts.fixes.undo(fix ?? message) },
  );
  return true;
}
