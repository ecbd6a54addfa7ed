import type { RuleContext } from './rule.js';

/** Whether a path, or a folder it lies in, is there but could not be used: then it was told once, and that is enough. */
export function isUnsound(context: RuleContext, path: string): boolean {
  if (context.unsound.size === 0) return false;
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (context.unsound.has(path.slice(0, end))) return true;
  }
  return false;
}
