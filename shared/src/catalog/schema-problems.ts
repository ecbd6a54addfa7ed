import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isReservedByWindows, nameProblem, namePatterns, type NameShape } from './names.js';
import { pointerTo } from './pointer.js';
import { mostProblems, type ProblemInFile } from './problem.js';
import { quoted, shown } from './quote.js';
import { fileKinds, type FileKind } from './schemas/file-kinds.js';
import type { JsonSchema } from './schemas/json-schema.js';
import { didYouMean } from './suggest.js';

let compiler: Ajv2020 | undefined;
const validators = new Map<FileKind, ValidateFunction>();

/** Compiling takes milliseconds, so each kind is compiled once, when its first file comes. */
function validatorOf(kind: FileKind): ValidateFunction {
  const known = validators.get(kind);
  if (known !== undefined) return known;
  compiler ??= new Ajv2020({
    allErrors: true,
    verbose: true,
    ownProperties: true,
    strict: true,
    allowUnionTypes: true,
    strictTypes: false,
    // A test holds them against the meta-schema, so that not every start has to.
    validateSchema: false,
    formats: { date: isDay, 'portable-name': (name: string) => !isReservedByWindows(name) },
  });
  const made = compiler.compile(fileKinds[kind].schema);
  validators.set(kind, made);
  return made;
}

function isDay(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/u.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** What is wrong with the value of a file of a kind, in words for people; empty where it fits. At most one too many. */
export function schemaProblems(kind: FileKind, value: unknown): ProblemInFile[] {
  const validate = validatorOf(kind);
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  const problems: ProblemInFile[] = [];
  for (const error of errors) {
    // A bad name is said once, by `propertyNames`; ajv also says why, keyword by keyword.
    if (error.propertyName !== undefined && error.keyword !== 'propertyNames') continue;
    problems.push(problemOf(error));
    if (problems.length > mostProblems) break;
  }
  return problems;
}

function problemOf(error: ErrorObject): ProblemInFile {
  const pointer = error.instancePath;
  const parameters = error.params as Readonly<Record<string, unknown>>;
  const schema = error.parentSchema as JsonSchema;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(parameters['additionalProperty']);
      const known = Object.keys(schema.properties ?? {});
      return {
        rule: 'schema',
        pointer: pointerTo(pointer, key),
        message: `The key ${quoted(key)} is not known here; known are ${known.join(', ')}.`,
        fix: didYouMean(key, known) ?? 'Take it out.',
      };
    }
    case 'required': {
      const key = String(parameters['missingProperty']);
      const described = schema.properties?.[key]?.description;
      return {
        rule: 'schema',
        pointer,
        message: `The key ${quoted(key)} is missing${described === undefined ? '' : `: ${described}`}`,
        fix: `Add ${quoted(key)}.`,
      };
    }
    case 'propertyNames':
      return nameProblemOf(pointer, String(parameters['propertyName']), schema.propertyNames);
    default:
      return valueProblem(error, pointer, schema);
  }
}

function nameProblemOf(pointer: string, name: string, schema: JsonSchema | undefined): ProblemInFile {
  const shape = shapeOfPattern(schema?.pattern);
  return {
    rule: 'name-shape',
    pointer: pointerTo(pointer, name),
    message:
      (shape === undefined ? undefined : nameProblem(shape, name)) ??
      `The name ${quoted(name)} is not allowed here. ${schema?.description ?? ''}`.trimEnd(),
    fix: 'Choose another name.',
  };
}

function shapeOfPattern(pattern: string | undefined): NameShape | undefined {
  for (const [shape, known] of Object.entries(namePatterns)) {
    if (known === pattern) return shape as NameShape;
  }
  return undefined;
}

function valueProblem(error: ErrorObject, pointer: string, schema: JsonSchema): ProblemInFile {
  const shape = shapeOfPattern(schema.pattern);
  const named =
    shape === undefined || typeof error.data !== 'string' ? undefined : nameProblem(shape, error.data);
  if (named !== undefined) return { rule: 'schema', pointer, message: named };
  const what = schema.title === undefined ? 'The value' : quoted(schema.title);
  // A list of what is allowed says it all; elsewhere the schema's own words tell what is meant.
  const meaning =
    schema.description === undefined || error.keyword === 'enum' ? '' : ` ${schema.description}`;
  const problem: ProblemInFile = {
    rule: 'schema',
    pointer,
    message: `${what} ${expectation(error)}.${meaning}`,
  };
  if (pointer === '/format' && typeof error.data === 'number' && error.data > 1) {
    return { ...problem, fix: 'The catalog is of a newer format: install a newer Eventbook.' };
  }
  if (error.keyword !== 'enum' || typeof error.data !== 'string') return problem;
  const fix = didYouMean(error.data, allowedValues(error));
  return fix === undefined ? problem : { ...problem, fix };
}

function allowedValues(error: ErrorObject): string[] {
  const parameters = error.params as { readonly allowedValues?: readonly unknown[] };
  return (parameters.allowedValues ?? []).map(String);
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text in double quotes',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
};

function expectation(error: ErrorObject): string {
  const parameters = error.params as Readonly<Record<string, unknown>>;
  const limit = String(parameters['limit']);
  const found = shown(error.data);
  switch (error.keyword) {
    case 'type': {
      const types = [parameters['type']].flat().map((type) => typeNames[String(type)] ?? String(type));
      return `has to be ${types.join(' or ')}, not ${found}`;
    }
    case 'enum':
      return `has to be one of ${allowedValues(error).join(', ')}, not ${found}`;
    case 'const':
      return `has to be ${shown(parameters['allowedValue'])}, not ${found}`;
    case 'minLength':
      return limit === '1' ? 'may not be empty' : `needs at least ${limit} characters`;
    case 'maxLength':
      return `may have at most ${limit} characters`;
    case 'minItems':
      return limit === '1' ? 'may not be empty' : `needs at least ${limit} items`;
    case 'maxItems':
      return `may have at most ${limit} items`;
    case 'maxProperties':
      return `may have at most ${limit} entries`;
    case 'minimum':
      return `has to be ${limit} or more, not ${found}`;
    case 'maximum':
      return `has to be ${limit} or less, not ${found}`;
    case 'uniqueItems':
      return 'has the same item twice';
    case 'format':
      return `has to be a day of the calendar, not ${found}`;
    default:
      return `is not as expected: ${found}`;
  }
}
