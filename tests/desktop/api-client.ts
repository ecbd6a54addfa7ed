import type { RunningStudio } from './studio.js';

/** What a browser asks the studio, without a browser. */
export interface Client {
  ask<Answer>(method: string, request: unknown): Promise<Answer>;
}

/** Opens a session with a studio that was just started; its address does so once. */
export async function connect({ address }: RunningStudio): Promise<Client> {
  const { origin, hash } = new URL(address);
  const post = async (name: string, body: unknown, session?: string): Promise<Record<string, unknown>> => {
    const response = await fetch(`${origin}/api/${name}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(session === undefined ? {} : { Authorization: `Bearer ${session}` }),
      },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(JSON.stringify(answer['error']));
    return answer;
  };
  const { session } = await post('session', { token: hash.slice('#token='.length) });
  return {
    ask: async <Answer>(method: string, request: unknown) =>
      (await post(method, request, session as string))['value'] as Answer,
  };
}
