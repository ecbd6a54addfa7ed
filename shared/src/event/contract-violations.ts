import type { ErrorObject } from 'ajv/dist/2020.js';
import { shown } from '../catalog/quote.js';
import { didYouMean } from '../catalog/suggest.js';
import type { JsonSchema } from './json-schema.js';
import { childPointer, placeOf } from './unstorable.js';
import type { Violation, ViolationCode } from './violation.js';

const typesOfOwnSpelling: ReadonlySet<unknown> = new Set(['bigint', 'decimal', 'uuid', 'date', 'timestamp']);
const enoughChoices = 10;
/** Looking for what was meant takes longer than all else about an event; after some it is clear what is wrong. */
const mostHints = 3;

/**
 * What the validator of a contract found, for people. The errors are those of ajv, `verbose`, for a schema of
 * contract-schema.ts; `known` are the names that the contract has. At most `limit` of them.
 */
export function contractViolations(
  errors: readonly ErrorObject[],
  known: Iterable<string>,
  limit: number,
): Violation[] {
  const violations: Violation[] = [];
  const seen = new Set<string>();
  let hints = 0;
  for (const error of errors) {
    if (violations.length === limit) break;
    const mayHint = hints < mostHints;
    const violation = violationOf(error, mayHint ? known : undefined);
    if (violation.code === 'unknown_field') hints += 1;
    // What has the wrong type altogether does not need to hear about its values, too.
    const wrongType = `${violation.pointer} type`;
    const same = `${violation.pointer} ${violation.code}`;
    if (seen.has(wrongType) || seen.has(same)) continue;
    seen.add(violation.code === 'type' || violation.code === 'not_null' ? wrongType : same);
    violations.push(violation);
  }
  return violations;
}

/** `known` is undefined where no hint is wanted. */
function violationOf(error: ErrorObject, known: Iterable<string> | undefined): Violation {
  const pointer = `/fields${error.instancePath}`;
  if (error.keyword === 'additionalProperties') return unknownField(error, pointer, known);
  if (error.keyword === 'required') {
    const missing = `${pointer}/${String(error.params['missingProperty'])}`;
    return { code: 'required', pointer: missing, message: `${placeOf(missing)} is required` };
  }
  const declared = error.parentSchema as JsonSchema;
  const narrowing = isAboutType(error, declared) ? undefined : wordings[error.keyword];
  if (narrowing !== undefined) {
    const [code, wording] = narrowing;
    const message = `${placeOf(pointer)} must ${wording(error.schema)}, got ${measured(code, error.data)}`;
    return { code, pointer, message };
  }
  const wanted = typeof declared['description'] === 'string' ? declared['description'] : 'an object';
  const message = `${placeOf(pointer)} must be ${wanted}, got ${shown(error.data)}`;
  if (error.data !== null) return { code: 'type', pointer, message };
  return { code: 'not_null', pointer, message: `${message}: leave it out where there is none` };
}

function unknownField(error: ErrorObject, pointer: string, known: Iterable<string> | undefined): Violation {
  const name = String(error.params['additionalProperty']);
  const properties = error.parentSchema?.['properties'] as object | undefined;
  const names = pointer === '/fields' ? known : Object.keys(properties ?? {});
  const hint = known === undefined ? undefined : didYouMean(name, names ?? []);
  const owner = pointer === '/fields' ? 'the contract' : placeOf(pointer);
  const message = `${owner} has no ${pointer === '/fields' ? 'field' : 'property'} ${shown(name)}`;
  return {
    code: 'unknown_field',
    pointer: childPointer(pointer, name),
    message: hint === undefined ? message : `${message}. ${hint}`,
  };
}

const wordings: Readonly<Record<string, readonly [ViolationCode, wording: (limit: unknown) => string]>> = {
  enum: ['enum', (allowed) => `be one of ${choices(allowed as readonly unknown[])}`],
  minimum: ['minimum', (limit) => `be at least ${shown(limit)}`],
  maximum: ['maximum', (limit) => `be at most ${shown(limit)}`],
  minLength: ['min_length', (limit) => `have at least ${shown(limit)} characters`],
  maxLength: ['max_length', (limit) => `have at most ${shown(limit)} characters`],
  minItems: ['min_items', (limit) => `have at least ${shown(limit)} items`],
  maxItems: ['max_items', (limit) => `have at most ${shown(limit)} items`],
  pattern: ['pattern', (limit) => `match the pattern ${shown(limit)}`],
  format: ['format', (limit) => `be of the format ${shown(limit)}`],
};

/** A keyword may stand for the type itself: a uuid's pattern, the bounds of what a double holds exactly. */
function isAboutType({ keyword, schema: limit }: ErrorObject, declared: JsonSchema): boolean {
  if (keyword === 'pattern' || keyword === 'format') return typesOfOwnSpelling.has(declared['$comment']);
  if (keyword === 'minimum') return limit === -Number.MAX_SAFE_INTEGER;
  return keyword === 'maximum' && limit === Number.MAX_SAFE_INTEGER;
}

function measured(code: ViolationCode, data: unknown): string {
  if (code === 'min_length' || code === 'max_length') return `${Array.from(data as string).length}`;
  if (code === 'min_items' || code === 'max_items') return `${(data as unknown[]).length}`;
  return shown(data);
}

function choices(allowed: readonly unknown[]): string {
  const first = allowed.slice(0, enoughChoices).map(shown).join(', ');
  return allowed.length > enoughChoices ? `${first} and ${allowed.length - enoughChoices} more` : first;
}
