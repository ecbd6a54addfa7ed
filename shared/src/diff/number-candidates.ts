import { allowedBy, type Constraint } from './accepts.js';

const largest = Number.MAX_SAFE_INTEGER;

/**
 * Numbers at, just inside and just outside of every bound, and so many others that no list of allowed values on the
 * outside can hold them all. An interval that is no part of another has an end of either that shows it.
 */
export function numbers(inside: readonly Constraint[], outside: readonly Constraint[]): number[] {
  const all = [...inside, ...outside];
  const bounds = all.flatMap(({ use }) => [use.minimum, use.maximum]).filter((bound) => bound !== undefined);
  const near = bounds.flatMap((bound) => [bound, ...around(bound)]);
  const first = Math.max(...inside.map(({ use }) => use.minimum ?? -Infinity));
  const last = Math.min(...inside.map(({ use }) => use.maximum ?? Infinity));
  const from = Math.ceil(Number.isFinite(first) ? first : Number.isFinite(last) ? last - 1000 : 1);
  const listed = outside.flatMap((one) => allowedBy(one) ?? []).length;
  const others = Array.from({ length: listed + 2 }, (_, index) => from + index);
  const between = (Math.max(first, -largest) + Math.min(last, largest)) / 2;
  return [...others, ...near, between, from + 0.5, 0, largest, -largest, 1e300, -1e300];
}

/** Neighbours on both sides: whole ones, and of large numbers such as differ at all. */
function around(bound: number): number[] {
  const step = Math.max(1, Math.abs(bound) * 2 ** -40);
  return [
    Math.ceil(bound),
    Math.floor(bound),
    Math.ceil(bound) - 1,
    Math.floor(bound) + 1,
    bound - step,
    bound + step,
  ];
}
