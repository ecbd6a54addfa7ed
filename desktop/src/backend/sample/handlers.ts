import { randomUUID } from 'node:crypto';
import { AppError } from '@eventbook/shared/errors/app-error';
import { examplePayload } from '@eventbook/shared/event/example-payload';
import type { sampleMethods } from '../../api/sample.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';
import { judgeSample } from './judge-sample.js';
import { sendSample } from './send-sample.js';
import { WriteKeys } from './write-keys.js';

export function sampleHandlers(session: Session): Handlers<keyof typeof sampleMethods> {
  const keys = new WriteKeys(session.native?.secrets);
  return {
    'sample.judge': ({ environment, text }) => judgeSample(session.workspace.catalog, environment, text),
    'sample.example': ({ event: name, version, environment }) => {
      const { catalog } = session.workspace;
      const event = catalog.events.get(name);
      const contract = event?.contracts.get(version);
      if (event === undefined || contract === undefined) {
        throw new AppError('user', 'version_not_found', `${JSON.stringify(name)} has no version ${version}.`);
      }
      const { envelope, unmet } = examplePayload(
        catalog,
        event,
        contract,
        catalog.environments.get(environment),
      );
      // Of this moment, and a new one each time: a collector keeps what has the same id only once.
      const now = { event_id: randomUUID(), event_time: Date.now() * 1000 };
      return { text: `${JSON.stringify({ ...envelope, ...now }, undefined, 2)}\n`, unmet };
    },
    'sample.places': async ({ environment }) => {
      const addresses = session.workspace.catalog.settings.langpack?.collectors ?? [];
      const [first = 'http://localhost:8470'] = addresses;
      return { addresses, hasKey: (await keys.at(first, environment)) !== undefined };
    },
    'sample.send': async ({ environment, address, text, key: typed = '' }, signal) => {
      if (isList(text)) {
        throw new AppError('user', 'usage', 'This is a list; one event is sent at a time.');
      }
      const key = typed === '' ? await keys.at(address, environment) : typed;
      if (key === undefined) {
        throw new AppError('user', 'usage', 'A collector takes nothing without a write key.', {
          hint: 'Type in that of a source of the environment, or start the studio with EVENTBOOK_KEY.',
        });
      }
      const answer = await sendSample({ address, key, text }, signal);
      if (typed !== '') await keys.keep(address, environment, typed);
      return answer;
    },
  };
}

function isList(text: string): boolean {
  return text.trimStart().startsWith('[');
}
