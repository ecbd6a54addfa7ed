import type { Rule } from './rule.js';
import { parserRules } from './rules/parser-rules.js';

/** Every rule there is. One more: a row here, a file under rules/, fixtures and a page (docs/rules/README.md). */
export const rules: readonly Rule[] = [...parserRules];
