import type { Catalog, Contract, Environment, Event } from '../catalog/model.js';
import { declarationOf, type Holder } from '../catalog/resolve.js';
import { AppError } from '../errors/app-error.js';
import type { JsonSchema } from './json-schema.js';
import { valueSchema } from './value-schema.js';

/** An event's contract together with the common fields it is sent with. */
export interface ContractPair {
  readonly event: Event;
  readonly contract: Contract;
  readonly environment: Environment;
  /** Undefined where the environment has no common fields at all. */
  readonly environmentContract: Contract | undefined;
}

/**
 * The JSON Schema (2020-12) of the `fields` object of one contract with its environment's. A field that both
 * name has to satisfy both. Throws internal where a contract names a field that is declared nowhere: check
 * and parseContent let no such catalog pass.
 */
export function contractSchema(catalog: Catalog, pair: ContractPair): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required = new Set<string>();
  addFields(catalog, pair.event, pair.contract, properties, required);
  if (pair.environmentContract !== undefined) {
    addFields(catalog, pair.environment, pair.environmentContract, properties, required);
  }
  return {
    type: 'object',
    properties,
    required: [...required],
    ...(isOpen(pair) ? {} : { additionalProperties: false }),
  };
}

export function isOpen(pair: ContractPair): boolean {
  return pair.contract.open === true || pair.environmentContract?.open === true;
}

function addFields(
  catalog: Catalog,
  holder: Holder,
  contract: Contract,
  properties: Record<string, JsonSchema>,
  required: Set<string>,
): void {
  for (const [name, use] of Object.entries(contract.fields)) {
    const declaration = declarationOf(catalog, holder, name);
    if (declaration === undefined) {
      throw new AppError('bug', 'internal', `The field ${name} of ${holder.name} is declared nowhere.`);
    }
    const schema = valueSchema(declaration, use);
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    properties[name] = known === undefined ? schema : { allOf: [known, schema] };
    if (use.required === true) required.add(name);
  }
}
