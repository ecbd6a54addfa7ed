import type { Static, TSchema } from '@sinclair/typebox';

/** One thing that can be asked of the backend: the shape of the question as data, that of the answer as a type. */
export interface Method<Request extends TSchema, Response> {
  readonly request: Request;
  /** Never there; it carries the type. */
  readonly response?: Response;
}

/** `method<Answer>()(Type.Object({ … }))` */
export function method<Response>(): <Request extends TSchema>(request: Request) => Method<Request, Response> {
  return (request) => ({ request });
}

type Table = Readonly<Record<string, Method<TSchema, unknown>>>;

export type RequestIn<Methods extends Table, Name extends keyof Methods> = Static<Methods[Name]['request']>;
export type ResponseIn<Methods extends Table, Name extends keyof Methods> =
  Methods[Name] extends Method<TSchema, infer Response> ? Response : never;
