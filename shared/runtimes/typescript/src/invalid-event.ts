/** Why an event cannot be built: the codes by which a collector would refuse it. */
export type ViolationCode =
  | 'required'
  | 'type'
  | 'not_null'
  | 'enum'
  | 'minimum'
  | 'maximum'
  | 'min_length'
  | 'max_length'
  | 'pattern'
  | 'format'
  | 'min_items'
  | 'max_items'
  | 'unknown_field'
  | 'invalid_unicode'
  | 'too_deep';

/** Thrown where an event would not fit its contract. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
  readonly code: ViolationCode;
  /** By its name in the catalog: `price`, `items[2].price`. */
  readonly field: string;

  constructor(code: ViolationCode, field: string, reason: string) {
    super(`${field} ${reason}`);
    this.code = code;
    this.field = field;
  }
}

const longest = 60;

/** A value as an error shows it: short, whatever it is. */
export function shown(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string')
    return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Date)
    return `a Date (${Number.isNaN(value.getTime()) ? 'invalid' : value.toISOString()})`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
