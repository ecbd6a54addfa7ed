import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Hour } from '@eventbook/shared/warehouse/hour';

/** `<data>/relay/kept/<hour>`: a warehouse has this hour of ours for good, says the writer that stands in the file. */
function pathOf(relayFolder: string, hour: Hour): string {
  return join(relayFolder, 'kept', hour);
}

export async function noteKept(relayFolder: string, hour: Hour, writer: string): Promise<void> {
  await mkdir(join(relayFolder, 'kept'), { recursive: true });
  await writeFileAtomically(pathOf(relayFolder, hour), `${writer}\n`);
}

export function isKept(relayFolder: string, hour: Hour): Promise<boolean> {
  return access(pathOf(relayFolder, hour)).then(
    () => true,
    () => false,
  );
}
