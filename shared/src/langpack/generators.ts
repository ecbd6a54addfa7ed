import type { Generator } from './generator.js';
import { goGenerator } from './go/go-generator.js';
import { phpGenerator } from './php/php-generator.js';
import { pythonGenerator } from './python/python-generator.js';
import { typescriptGenerator } from './typescript/typescript-generator.js';

/** Every generator there is. One more generation: a row here, and its number in generations.ts. */
export const generators: readonly Generator[] = [
  typescriptGenerator,
  pythonGenerator,
  phpGenerator,
  goGenerator,
];
