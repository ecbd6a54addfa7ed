import type { Catalog } from '../catalog/model.js';
import { declarationOf, newestContract } from '../catalog/resolve.js';
import { dialect } from '../catalog/schemas/json-schema.js';
import { type ContractPair, contractSchema } from '../event/contract-schema.js';
import type { JsonSchema } from '../event/json-schema.js';
import { envelopeSchema } from '../event/schemas.js';
import { portableMembers, portableSchema } from './portable-schema.js';

/**
 * The JSON Schema of whole envelopes: one version of one event, sent from one environment with one version of its common
 * fields. What it lets through a collector takes, but for what no schema can say: see docs/schema-export.md.
 */
export function eventSchema(catalog: Catalog, pair: ContractPair): JsonSchema {
  const { event, contract, environment, environmentContract } = pair;
  const { card } = event;
  const newest = newestContract(environment);
  const isNewest = environmentContract === newest;
  const properties = portableMembers(envelopeSchema['properties'] as JsonSchema);
  return {
    $schema: dialect,
    title: card.title,
    ...(card.description === undefined ? {} : { description: card.description }),
    ...(isDeprecated(pair) ? { deprecated: true } : {}),
    type: 'object',
    required: ['event', 'version', 'fields', ...(isNewest ? [] : ['environment_version'])],
    properties: {
      ...properties,
      event: { const: event.name },
      version: { const: contract.version },
      environment: { const: environment.name },
      environment_version: environmentContract === undefined ? false : { const: environmentContract.version },
      fields: described(catalog, pair, portableSchema(contractSchema(catalog, pair))),
    },
    additionalProperties: false,
  };
}

export function isDeprecated({ event, contract }: ContractPair): boolean {
  const { versions } = event.card;
  const own = versions !== undefined && Object.hasOwn(versions, contract.version);
  return event.card.status === 'deprecated' || (own && versions[contract.version]?.status === 'deprecated');
}

/** What the catalog says about each field, for people and editors. */
function described(
  catalog: Catalog,
  { event, contract, environment }: ContractPair,
  fields: JsonSchema,
): JsonSchema {
  const properties = Object.entries(fields['properties'] as Readonly<Record<string, JsonSchema>>);
  return {
    ...fields,
    properties: Object.fromEntries(
      properties.map(([name, schema]) => {
        const holder = Object.hasOwn(contract.fields, name) ? event : environment;
        const { title, description, unit } = declarationOf(catalog, holder, name) ?? {};
        const type = String(schema['description']);
        const expected = unit === undefined ? type : `${type}, in ${unit}`;
        const words = description === undefined ? expected : `${description}\n\n${expected}`;
        const says = { ...(title === undefined ? {} : { title }), description: words };
        return [name, { ...says, ...without(schema, 'description') }];
      }),
    ),
  };
}

function without(schema: JsonSchema, key: string): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([each]) => each !== key));
}
