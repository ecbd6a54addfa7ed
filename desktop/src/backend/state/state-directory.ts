import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this machine keeps what a program remembers of a person: drafts, recent catalogs, the last session. */
export function defaultStateDirectory(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const own = environment['EVENTBOOK_STATE'];
  if (own !== undefined && own !== '') return own;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Eventbook');
  if (platform === 'win32') return join(environment['APPDATA'] ?? homedir(), 'Eventbook');
  return join(environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'eventbook');
}
