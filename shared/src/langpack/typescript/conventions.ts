import type { Conventions } from '../conventions.js';
import { reservedWords } from '../name-scope.js';

/** Types that generated declarations name, and what is no name of a class or a type at all. */
const types = reservedWords(
  'Client ClientOptions CommonFields LangpackEvent InvalidEventError NotSentError NullTransport RecordingTransport HttpTransport',
  'Options SendOptions Problem Trouble Transport Json Timestamp AdditionalFields ViolationCode createClient',
  'Date Object Array ReadonlyArray Readonly Record String Number Boolean BigInt Symbol Function Promise Map Set Error RegExp JSON Math',
  'any unknown never void undefined null true false this enum class interface namespace default',
);

/** Members of every object, and the constructor's own. */
const members = reservedWords(
  'constructor toString toLocaleString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable toJSON then additional prototype',
);

export const typescriptConventions: Conventions = {
  members: 'camel',
  constants: 'upper',
  reservedTypes: types,
  reservedMembers: members,
  reservedConstants: new Set(),
};
