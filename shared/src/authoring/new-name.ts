import { nameProblem, type NameShape } from '../catalog/names.js';
import { AppError } from '../errors/app-error.js';

/** Throws name_invalid for what no thing may be called, name_taken for what one is called already. */
export function refuseName(shape: NameShape, what: string, name: string, known: readonly string[]): void {
  const problem = nameProblem(shape, name);
  if (problem !== undefined) {
    throw new AppError('user', 'name_invalid', problem, { data: { name } });
  }
  const taken = known.find((one) => loose(one) === loose(name));
  if (taken === undefined) return;
  const same = taken === name ? '' : `; ${JSON.stringify(name)} could not be told from it`;
  throw new AppError('user', 'name_taken', `The catalog has the ${what} ${taken} already${same}.`, {
    hint: 'Choose another name.',
    data: { name, taken },
  });
}

/** Names that differ in case, `_` or `.` alone are one to file systems, tables or people. */
function loose(name: string): string {
  return name.toLowerCase().replaceAll(/[._]/gu, '');
}

/** A title to begin with: `checkout.order_paid` is "Order paid". */
export function titleFromName(name: string): string {
  const last = name.split('.').at(-1) ?? name;
  const words = last
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
