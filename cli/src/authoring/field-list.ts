import type { FieldUse } from '@eventbook/shared/catalog/model';
import { usage } from '../options.js';

/** Words with commas between them. */
export function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** `order_id:required,region`: fields of a contract, in their order. Throws usage. */
export function fieldUses(text: string | undefined): Readonly<Record<string, FieldUse>> {
  const uses = new Map<string, FieldUse>();
  for (const word of listOf(text)) {
    const [name = '', mark, ...more] = word.split(':');
    if ((mark !== undefined && mark !== 'required') || more.length > 0) {
      throw usage(`${JSON.stringify(word)} is no field.`, 'Write order_id, or order_id:required.');
    }
    uses.set(name, mark === 'required' ? { required: true } : {});
  }
  return Object.fromEntries(uses);
}
