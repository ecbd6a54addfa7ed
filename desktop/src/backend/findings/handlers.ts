import type { findingsMethods } from '../../api/findings.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';

export function findingsHandlers(session: Session): Handlers<keyof typeof findingsMethods> {
  return { 'findings.list': () => session.workspace.findings() };
}
