import type { ValueDescription } from './description.js';

/** The value of the language that was encoded into one that travels. Its own: who changes it changes no event. */
export function decode(description: ValueDescription, wire: unknown): unknown {
  if (wire === null || wire === undefined) return wire;
  switch (description.type) {
    case 'bigint':
      return BigInt(wire as string);
    case 'timestamp': {
      const microseconds = wire as number;
      return microseconds % 1000 === 0 ? new Date(microseconds / 1000) : BigInt(microseconds);
    }
    case 'array':
      return (wire as readonly unknown[]).map((item) => decode(description.items, item));
    case 'object': {
      const given = wire as Readonly<Record<string, unknown>>;
      const made: Record<string, unknown> = {};
      for (const { name, member, value } of description.members) {
        if (Object.hasOwn(given, name)) made[member] = decode(value, given[name]);
      }
      return made;
    }
    case 'json':
      return structuredClone(wire);
    case 'string':
    case 'integer':
    case 'number':
    case 'decimal':
    case 'boolean':
    case 'date':
    case 'uuid':
      return wire;
  }
}
