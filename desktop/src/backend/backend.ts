import { AppError } from '@eventbook/shared/errors/app-error';
import { Ajv, type ValidateFunction } from 'ajv';
import { methods, type MethodName } from '../api/methods.js';
import { allHandlers } from './handlers.js';
import { Session, type SessionOptions } from './session.js';

/**
 * What answers a renderer, whatever carries its requests. Knows neither electron nor HTTP. One backend is one window: it
 * has one catalog open, or none.
 */
export class Backend {
  readonly #session: Session;
  readonly #handlers: Readonly<Record<string, (request: never, signal: AbortSignal) => unknown>>;
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(options: SessionOptions) {
    this.#session = new Session(options);
    this.#handlers = allHandlers(this.#session);
    const ajv = new Ajv({ allErrors: false });
    for (const [name, { request }] of Object.entries(methods))
      this.#validators.set(name, ajv.compile(request));
  }

  /**
   * Answers one request.
   * @throws AppError request_invalid, and whatever the method throws
   */
  async request(method: string, request: unknown, signal: AbortSignal): Promise<unknown> {
    const validate = this.#validators.get(method);
    const handler = this.#handlers[method as MethodName];
    if (validate === undefined || handler === undefined) {
      throw new AppError('bug', 'request_invalid', `The desktop knows no method ${JSON.stringify(method)}.`);
    }
    if (!validate(request)) {
      const [problem] = validate.errors ?? [];
      const where = problem?.instancePath ?? '';
      throw new AppError('bug', 'request_invalid', `${method}: ${where} ${problem?.message ?? ''}`.trim());
    }
    return await handler(request as never, signal);
  }

  /** Opens a catalog before anybody has asked. */
  open(directory: string): Promise<unknown> {
    return this.#session.open(directory);
  }

  /** Writes what is still to be written. */
  async close(): Promise<void> {
    await this.#session.close();
  }
}
