import { allowedValues, narrowingWords } from '@eventbook/shared/catalog/describe';
import type { ValueShape } from '@eventbook/shared/catalog/model';
import type { JsonObject } from '../../data/lenient.js';

const mostValues = 8;

/** How a contract narrows a field, in words; '' where it does not. */
export function ruleText(use: JsonObject, declaration: JsonObject | undefined): string {
  const values: unknown = allowedValues(use, declaration as ValueShape | undefined);
  const listed = Array.isArray(values) ? values.slice(0, mostValues).map(String) : [];
  const more = Array.isArray(values) && values.length > mostValues ? ' …' : '';
  return [...narrowingWords(use), ...(listed.length > 0 ? [`${listed.join(', ')}${more}`] : [])].join('; ');
}
