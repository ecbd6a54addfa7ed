import type { Conventions } from '../conventions.js';
import { reservedWords } from '../name-scope.js';

const keywords =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
  'lambda nonlocal not or pass raise return try while with yield match case type self';

/** Built-in names that the bodies of generated classes use: a field called like one would stand before it. */
const builtins = 'str int float bool bytes list dict tuple set frozenset object property super additional';

export const pythonConventions: Conventions = {
  members: 'snake',
  constants: 'upper',
  reservedTypes: reservedWords(
    keywords,
    'Client CommonFields Event InvalidEventError NotSentError NullTransport RecordingTransport HttpTransport Transport',
    'Problem Trouble Unset UNSET Json ABOUT',
  ),
  reservedMembers: reservedWords(keywords, builtins),
  reservedConstants: new Set(['value']),
};
