import type { Conventions } from '../conventions.js';
import { reservedWords } from '../name-scope.js';

/** Exported identifiers begin with a capital, so no word of Go can be one; these are the langpack's own. */
export const goConventions: Conventions = {
  members: 'pascal',
  constants: 'pascal',
  reservedTypes: reservedWords('NewClient Definition EventFromWire CommonFromWire'),
  reservedMembers: new Set(),
  reservedConstants: new Set(),
  companions: ['Builder', 'Event', 'Set'],
};

const reservedPackages = reservedWords(
  'break case chan const continue default defer else fallthrough for func go goto if import interface map package',
  'range return select struct switch type var main init documentation eventbook fromwire time big json internal vendor',
);

/** The name of the package of an environment: `sitebackend`. */
export function goPackage(environment: string): string {
  const name = environment.replaceAll('-', '');
  return reservedPackages.has(name) ? `${name}events` : name;
}
