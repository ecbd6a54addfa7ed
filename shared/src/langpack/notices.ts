import type { Contract, Environment, Event } from '../catalog/model.js';

/** Why a version of an event should no longer be sent from an environment; undefined where nothing says so. */
export function deprecationNotice(
  event: Event,
  contract: Contract,
  environment: Environment,
): string | undefined {
  const { card } = event;
  const { deprecation } = card;
  const ended = ownEntry(card.environments, environment.name)?.ended;
  const note = ownEntry(card.versions ?? {}, String(contract.version));
  const sentences: string[] = [];
  if (deprecation !== undefined) {
    sentences.push(`Deprecated since ${deprecation.since}: ${sentence(deprecation.reason)}`);
    if (deprecation.replacement !== undefined) sentences.push(`Send ${deprecation.replacement} instead.`);
    if (deprecation.sunset !== undefined)
      sentences.push(`Nobody should send it from ${deprecation.sunset} on.`);
  }
  if (ended !== undefined) sentences.push(`Not to be sent from ${environment.name} from ${ended} on.`);
  if (note?.status === 'deprecated') {
    sentences.push(`Version ${contract.version} is deprecated since ${note.since}: ${sentence(note.reason)}`);
  }
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

/** Whether the card says that a version was withdrawn: it is in no new langpack. */
export function isWithdrawn(event: Event, contract: Contract): boolean {
  return ownEntry(event.card.versions ?? {}, String(contract.version))?.status === 'withdrawn';
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

function ownEntry<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
