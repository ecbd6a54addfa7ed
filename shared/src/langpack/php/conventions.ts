import type { Conventions } from '../conventions.js';
import { reservedWords } from '../name-scope.js';
import { styles, wordsOf } from '../words.js';

/** Words that no class may be called, and the langpack's own class. Setters and getters have a prefix. */
const reservedClasses = reservedWords(
  '__halt_compiler abstract and array as bool break callable case catch class clone const continue declare default die do',
  'echo else elseif empty enddeclare endfor endforeach endif endswitch endwhile enum eval exit extends false final finally',
  'float fn for foreach function global goto if implements include include_once instanceof insteadof int interface isset',
  'iterable list match mixed namespace never new null numeric object or parent print private protected public readonly',
  'require require_once resource return self static string switch throw trait true try unset use var void while xor yield',
  'Langpack Runtime Tests',
);

export const phpConventions: Conventions = {
  members: 'pascal',
  constants: 'pascal',
  reservedTypes: reservedClasses,
  reservedMembers: new Set(),
  reservedConstants: reservedWords('class'),
  companions: ['Builder'],
};

/** The namespace of a package: `Shop\Events\SiteBackend`. */
export function phpNamespace(packageName: string, environment: string): string {
  const [vendor = ''] = packageName.split('/', 1);
  const first = styles.pascal(wordsOf(vendor));
  const sound = /^[A-Z]/u.test(first) && first !== 'Namespace' ? first : `Vendor${first}`;
  return `${sound}\\Events\\${styles.pascal(wordsOf(environment))}`;
}
