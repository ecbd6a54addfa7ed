import { parse } from 'yaml';

/** What a text of JSON or YAML says, or why it says nothing. */
export type ParsedDocument = { readonly value: unknown } | { readonly problem: string };

/** No schema of an event is deeper; what is would exhaust the stack of whoever reads on. */
const deepest = 200;

/** Reads JSON, or YAML 1.2 where the file's name says so. Aliases that would make a bomb are refused. */
export function parseDocument(file: string, text: string): ParsedDocument {
  try {
    const value: unknown = isYaml(file) ? parse(text, { logLevel: 'error' }) : JSON.parse(text);
    return isTooDeep(value) ? { problem: `It is nested more than ${deepest} levels deep.` } : { value };
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    return { problem: `It is no ${isYaml(file) ? 'YAML' : 'JSON'}: ${why.replace(/[.:]$/u, '')}.` };
  }
}

/** An alias of YAML inside of what it names is endless, and so too deep. */
function isTooDeep(root: unknown): boolean {
  const open: { readonly value: unknown; readonly level: number }[] = [{ value: root, level: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, level } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (level === deepest) return true;
    for (const inner of Object.values(value)) open.push({ value: inner, level: level + 1 });
  }
  return false;
}

export function isYaml(file: string): boolean {
  return /\.ya?ml$/iu.test(file);
}

export function isDocument(file: string): boolean {
  return isYaml(file) || file.toLowerCase().endsWith('.json');
}
