import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { parseCatalog } from '@eventbook/shared/catalog/parse';

const fixtures = fileURLToPath(
  new URL('../fixtures/kitchen-sink/', import.meta.url).href.replace('/dist/', '/'),
);

/** How many releases the history of the kitchen sink has. */
export const kitchenSteps = 3;

/**
 * The catalog that has everything: every type, every narrowing, nested objects, arrays of objects, null, json, texts
 * that try to get out of every literal. Files by path, as they stood at one step of its history.
 */
export function kitchenSinkFiles(step: number = kitchenSteps): Map<string, string> {
  const files = new Map<string, string>();
  for (let layer = 1; layer <= step; layer += 1) {
    const folder = join(fixtures, String(layer));
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, path);
      if (statSync(file).isFile()) files.set(path.replaceAll('\\', '/'), readFileSync(file, 'utf8'));
    }
  }
  return files;
}

export function kitchenSink(step: number = kitchenSteps): Catalog {
  return parseCatalog(kitchenSinkFiles(step)).catalog;
}
