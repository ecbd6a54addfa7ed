import type { FieldUse, Scalar, ValueShape } from './model.js';

/** A type as people write it: `decimal(14,2)`, `array of string`. Objects are told by the names of their properties. */
export function typeText(shape: ValueShape | undefined): string {
  if (shape === undefined) return 'not declared';
  if (shape.type === 'decimal') return `decimal(${shape.precision ?? 0},${shape.scale ?? 0})`;
  if (shape.type === 'bigint' && shape.precision !== undefined) return `bigint(${shape.precision})`;
  if (shape.type === 'array') return `array of ${typeText(shape.items)}`;
  if (shape.type === 'object') return `object {${Object.keys(shape.properties ?? {}).join(', ')}}`;
  return shape.type;
}

/** How a contract narrows a field, in words; its `enum` is not among them (see `allowedValues`). */
export function narrowingWords(use: FieldUse): string[] {
  const words: string[] = [];
  const range = (least: number | undefined, most: number | undefined, what: string): void => {
    const unit = what === '' ? '' : ` ${what}`;
    if (least !== undefined && most !== undefined) {
      words.push(least === most ? `exactly ${least}${unit}` : `${least} to ${most}${unit}`);
    } else if (least !== undefined) words.push(`at least ${least}${unit}`);
    else if (most !== undefined) words.push(`at most ${most}${unit}`);
  };
  range(use.minimum, use.maximum, '');
  range(use.minLength, use.maxLength, 'characters');
  range(use.minItems, use.maxItems, 'items');
  if (use.format !== undefined) words.push(`format ${use.format}`);
  if (use.pattern !== undefined) words.push(`pattern ${use.pattern}`);
  if (use.nullable === true) words.push('may be null');
  return words;
}

/** The only values that a contract lets through; undefined where any will do. */
export function allowedValues(use: FieldUse, shape: ValueShape | undefined): readonly Scalar[] | undefined {
  return use.enum ?? shape?.values;
}
