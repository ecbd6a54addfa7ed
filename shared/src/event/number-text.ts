import type { ValueShape } from '../catalog/model.js';

/** No bigint and no decimal has more digits: that is what a DECIMAL column holds. */
export const mostDigits = 38;

/** Digits in all, and digits after the point, of a decimal. */
export function decimalWidth(shape: ValueShape): { readonly precision: number; readonly scale: number } {
  return { precision: shape.precision ?? mostDigits, scale: shape.scale ?? 0 };
}

/** A whole number as text: no plus, no leading zero, at most `digits` digits. */
export function bigintPattern(digits: number): string {
  return digits === 1 ? '^-?[0-9]$' : `^(0|-?[1-9][0-9]{0,${digits - 1}})$`;
}

/** A decimal number as text: at most `precision - scale` digits before the point and `scale` after it. */
export function decimalPattern(precision: number, scale: number): string {
  const whole = precision - scale;
  const before = whole <= 0 ? '0' : whole === 1 ? '[0-9]' : `(0|[1-9][0-9]{0,${whole - 1}})`;
  const after = scale === 0 ? '' : `(\\.[0-9]{1,${scale}})?`;
  return `^-?${before}${after}$`;
}
