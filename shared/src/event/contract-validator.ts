import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Catalog, InvalidPolicy, ValueShape } from '../catalog/model.js';
import { declarationOf } from '../catalog/resolve.js';
import { type ContractPair, contractSchema, isOpen } from './contract-schema.js';
import { formats } from './formats.js';
import { objectProof } from './proof/compile-proof.js';
import type { ObjectProof } from './proof/proof-model.js';
import { type Normaliser, normaliserOf, ofMembers } from './normalise.js';

/** One contract, with its environment's, made ready to judge by. */
export interface ContractValidator {
  /** The stored event's first members, which are the same for all: `"event":…,"version":…`. */
  readonly head: string;
  readonly event: string;
  /** Every field the two contracts name. */
  readonly names: ReadonlySet<string>;
  /** Those of type json, whose inside no schema looks at. */
  readonly jsonNames: readonly string[];
  readonly isOpen: boolean;
  readonly policy: InvalidPolicy;
  /** Fields that a newer snapshot might allow more values of. */
  readonly growing: ReadonlySet<string>;
  readonly normalise: Normaliser | undefined;
  /** What proves a `fields` object that fits from its text alone; undefined where nothing can. */
  readonly proof: ObjectProof | undefined;
  /** Compiles what `validate` needs, which otherwise its first call does. */
  prepare(): void;
  /** Whether a `fields` object fits, and if not, why. */
  validate(fields: unknown): boolean;
  errors(): readonly ErrorObject[];
}

const options = {
  allErrors: true,
  verbose: true,
  messages: false,
  strictNumbers: true,
  strictTypes: false,
  // The schemas are our own, and a test holds them against the meta-schema.
  validateSchema: false,
  addUsedSchema: false,
  formats,
} as const;

/**
 * Compiles contracts. A name such as `constructor` would be found on every object's prototype: for contracts
 * that have one, a slower compiler looks at an object's own keys alone.
 */
export class ContractCompiler {
  readonly #usual = new Ajv2020(options);
  readonly #careful = new Ajv2020({ ...options, ownProperties: true });
  readonly #catalog: Catalog;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  compile(pair: ContractPair): ContractValidator {
    const schema = contractSchema(this.#catalog, pair);
    const shapes = new Map(
      Object.keys(schema['properties'] as object).map((name) => [name, this.#shapeOf(pair, name)]),
    );
    const compiler = hasNameOfPrototype(shapes) ? this.#careful : this.#usual;
    // It takes milliseconds, and what is always proven never needs it.
    let compiled: ValidateFunction | undefined;
    const validate = (): ValidateFunction => (compiled ??= compiler.compile(schema));
    const entries = [...shapes];
    return {
      head: `"event":${JSON.stringify(pair.event.name)},"version":${pair.contract.version}`,
      event: pair.event.name,
      names: new Set(shapes.keys()),
      jsonNames: entries.filter(([, shape]) => holdsJson(shape)).map(([name]) => name),
      isOpen: isOpen(pair),
      policy: pair.environment.card.on_invalid ?? 'quarantine',
      growing: new Set(entries.map(([name]) => name).filter((name) => !isNarrowed(pair, name))),
      normalise: ofMembers(entries.map(([name, shape]) => [name, normaliserOf(shape)])),
      proof: objectProof(schema),
      prepare: () => void validate(),
      validate: (fields) => validate()(fields),
      errors: () => validate().errors ?? [],
    };
  }

  #shapeOf(pair: ContractPair, name: string): ValueShape {
    const holder = Object.hasOwn(pair.contract.fields, name) ? pair.event : pair.environment;
    return declarationOf(this.#catalog, holder, name) ?? { type: 'json' };
  }
}

/** Whether a contract names its allowed values itself, so that those of the declaration do not matter. */
function isNarrowed({ contract, environmentContract }: ContractPair, name: string): boolean {
  return [contract, environmentContract].some(
    (one) => one !== undefined && Object.hasOwn(one.fields, name) && one.fields[name]?.enum !== undefined,
  );
}

function* shapesIn(shape: ValueShape): Iterable<ValueShape> {
  yield shape;
  if (shape.items !== undefined) yield* shapesIn(shape.items);
  for (const property of Object.values(shape.properties ?? {})) yield* shapesIn(property);
}

function holdsJson(shape: ValueShape): boolean {
  for (const { type, items } of shapesIn(shape)) {
    if (type === 'json' || (type === 'array' && items === undefined)) return true;
  }
  return false;
}

function hasNameOfPrototype(shapes: ReadonlyMap<string, ValueShape>): boolean {
  for (const [name, root] of shapes) {
    if (name in Object.prototype) return true;
    for (const { properties = {} } of shapesIn(root)) {
      if (Object.keys(properties).some((property) => property in Object.prototype)) return true;
    }
  }
  return false;
}
