import { AppError } from '@eventbook/shared/errors/app-error';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { CollectorAnswer } from '../../api/sample.js';
import { causeOf, eventsUrl, limitedText } from './collector-address.js';

/** How long a collector may take to answer, in milliseconds: it syncs a disk, and no more. */
const patience = 10_000;

const count = Type.Integer({ minimum: 0 });
const taken = Type.Object({
  accepted: count,
  flagged: count,
  quarantined: count,
  rejected: count,
  errors: Type.Array(Type.Object({ code: Type.String(), pointer: Type.String(), message: Type.String() })),
});
const refused = Type.Object({
  code: Type.String(),
  message: Type.String(),
  hint: Type.Optional(Type.String()),
});

/**
 * Sends one envelope to a collector, once, and tells what it said.
 * @throws AppError usage, collector_unreachable, collector_refused
 */
export async function sendSample(
  { address, key, text }: { readonly address: string; readonly key: string; readonly text: string },
  signal: AbortSignal,
): Promise<CollectorAnswer> {
  const url = eventsUrl(address);
  // Whatever else it is, it cannot stand in a header.
  if (!/^[\u0021-\u007e]+$/u.test(key)) {
    throw new AppError('user', 'usage', 'A write key has letters, digits and signs, and no spaces.');
  }
  const timeout = AbortSignal.timeout(patience);
  let status: number;
  let said: string;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      body: text,
      redirect: 'error',
      signal: AbortSignal.any([signal, timeout]),
    });
    ({ status } = response);
    said = await limitedText(response);
  } catch (error) {
    throw unreachable(
      url,
      timeout.aborted ? `it has not answered in ${patience / 1000} seconds` : causeOf(error),
    );
  }
  const answer = parsed(said);
  if (Value.Check(taken, answer)) return { ...counted(answer), address: url.origin, status };
  if (Value.Check(refused, answer)) {
    throw new AppError(
      'user',
      'collector_refused',
      `${url.origin} refused it (${status}): ${answer.message}`,
      {
        hint: answer.hint ?? hintFor(answer.code),
      },
    );
  }
  throw new AppError(
    'user',
    'collector_refused',
    `${url.origin} answers ${status}, but not as a collector does.`,
    {
      hint: 'Look at the address: events go to the port that senders use.',
    },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function counted(answer: Static<typeof taken>): Omit<CollectorAnswer, 'address' | 'status'> {
  const { accepted, flagged, quarantined, rejected, errors } = answer;
  return {
    ...{ accepted, flagged, quarantined, rejected },
    errors: errors.map(({ code, pointer, message }) => ({
      code: code as CollectorAnswer['errors'][number]['code'],
      ...{ pointer, message },
    })),
  };
}

function hintFor(code: string): string {
  if (code.startsWith('key_')) {
    return 'Look at the write key: it belongs to a source of the environment, and the collector has to know it.';
  }
  return 'Nothing of it was kept.';
}

function unreachable(url: URL, reason: string): AppError {
  return new AppError('unavailable', 'collector_unreachable', `${url.origin} did not take it: ${reason}.`, {
    hint: 'Look at the address, and whether a collector runs there. What you wrote is still here.',
    data: { reason },
  });
}
