import { go } from './go.js';
import type { LanguageUnderTest } from './language.js';
import { php } from './php.js';
import { python } from './python.js';
import { typescript } from './typescript.js';

/** Every language that is tested: a test fails while a generator's is not here. */
export const languagesUnderTest: readonly LanguageUnderTest[] = [typescript, python, php, go];
