import type { Catalog } from '../catalog/model.js';
import { quoted } from '../catalog/quote.js';
import { newestContract } from '../catalog/resolve.js';
import type { ContractPair } from './contract-schema.js';
import type { Violation } from './violation.js';

/** What chooses a contract: who sends which version of what. */
export interface ContractKey {
  readonly environment: string;
  readonly event: string;
  readonly version: number;
  /** Undefined for the newest. */
  readonly environmentVersion: number | undefined;
}

export interface FoundContract {
  readonly pair: ContractPair;
}

/** Why there is no contract; `mendable` where a newer snapshot might have one. */
export interface NoContract {
  readonly violation: Violation;
  readonly mendable: boolean;
}

/** The contracts by which an event is to be judged, or why there are none. */
export function lookUpContract(catalog: Catalog, key: ContractKey): FoundContract | NoContract {
  const event = catalog.events.get(key.event);
  if (event === undefined || event.card.status === 'draft') {
    return missing('unknown_event', '/event', `the catalog has no event ${quoted(key.event)}`);
  }
  const contract = event.contracts.get(key.version);
  if (contract === undefined) {
    const versions = [...event.contracts.keys()].join(', ');
    return missing(
      'unknown_version',
      '/version',
      `${event.name} has no version ${key.version}, only ${versions === '' ? 'none yet' : versions}`,
    );
  }
  const note = event.card.versions;
  const versionNote = note !== undefined && Object.hasOwn(note, key.version) ? note[key.version] : undefined;
  if (versionNote?.status === 'withdrawn') {
    const message = `version ${key.version} of ${event.name} was withdrawn: ${versionNote.reason}`;
    return { violation: { code: 'version_withdrawn', pointer: '/version', message }, mendable: false };
  }
  const environment = catalog.environments.get(key.environment);
  if (environment === undefined || !Object.hasOwn(event.card.environments, key.environment)) {
    return missing(
      'event_not_in_environment',
      '/event',
      `the card of ${event.name} does not name the environment ${key.environment}`,
    );
  }
  const { environmentVersion } = key;
  const environmentContract =
    environmentVersion === undefined
      ? newestContract(environment)
      : environment.contracts.get(environmentVersion);
  if (environmentContract === undefined && environmentVersion !== undefined) {
    return missing(
      'unknown_environment_version',
      '/environment_version',
      `${environment.name} has no version ${environmentVersion} of its common fields`,
    );
  }
  return { pair: { event, contract, environment, environmentContract } };
}

function missing(code: Violation['code'], pointer: string, message: string): NoContract {
  return { violation: { code, pointer, message }, mendable: true };
}
