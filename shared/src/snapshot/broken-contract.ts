import type { Catalog, Contract, ValueShape } from '../catalog/model.js';
import { canonicalJson } from '../catalog/order.js';
import { declarationOf, type Holder } from '../catalog/resolve.js';

/**
 * The first contract of `known` that `candidate` lacks, changes, or gives values of another type; as words.
 * Undefined where all stand as they stood. What may change (titles, values that grew) does not matter.
 */
export function firstBrokenContract(candidate: Catalog, known: Catalog): string | undefined {
  return (
    brokenIn('event', candidate.events, candidate, known.events, known) ??
    brokenIn('environment', candidate.environments, candidate, known.environments, known)
  );
}

function brokenIn(
  kind: string,
  candidates: ReadonlyMap<string, Holder>,
  candidate: Catalog,
  knowns: ReadonlyMap<string, Holder>,
  known: Catalog,
): string | undefined {
  for (const holder of knowns.values()) {
    const other = candidates.get(holder.name);
    for (const contract of holder.contracts.values()) {
      const copy = other?.contracts.get(contract.version);
      const stands =
        other !== undefined &&
        copy !== undefined &&
        canonicalJson('contract', copy) === canonicalJson('contract', contract) &&
        sameTypes(contract, candidate, other, known, holder);
      if (!stands) return `version ${contract.version} of the ${kind} ${holder.name}`;
    }
  }
  return undefined;
}

function sameTypes(
  contract: Contract,
  candidate: Catalog,
  candidateHolder: Holder,
  known: Catalog,
  knownHolder: Holder,
): boolean {
  return Object.keys(contract.fields).every((field) => {
    const before = declarationOf(known, knownHolder, field);
    const after = declarationOf(candidate, candidateHolder, field);
    return before === undefined || (after !== undefined && keepsType(before, after));
  });
}

/** Whether every value's place in a table stays what it was: the same type, and no property gone. */
function keepsType(before: ValueShape, after: ValueShape): boolean {
  if (before.type !== after.type || before.precision !== after.precision || before.scale !== after.scale) {
    return false;
  }
  if (before.items !== undefined && (after.items === undefined || !keepsType(before.items, after.items))) {
    return false;
  }
  return Object.entries(before.properties ?? {}).every(([name, property]) => {
    const other = Object.hasOwn(after.properties ?? {}, name) ? after.properties?.[name] : undefined;
    return other !== undefined && keepsType(property, other);
  });
}
