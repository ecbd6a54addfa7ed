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
  readonly #ajv = new Ajv({ allErrors: false });
  readonly #validators = new Map<string, ValidateFunction>();
  #opening: Promise<unknown> = Promise.resolve();

  constructor(options: SessionOptions) {
    this.#session = new Session(options);
    this.#handlers = allHandlers(this.#session);
  }

  /**
   * Answers one request.
   * @throws AppError request_invalid, and whatever the method throws
   */
  async request(method: string, request: unknown, signal: AbortSignal): Promise<unknown> {
    const validate = this.#validatorOf(method);
    const handler = this.#handlers[method as MethodName];
    if (validate === undefined || handler === undefined) {
      throw new AppError('bug', 'request_invalid', `The desktop knows no method ${JSON.stringify(method)}.`);
    }
    if (!validate(request)) {
      const [problem] = validate.errors ?? [];
      const where = problem?.instancePath ?? '';
      throw new AppError('bug', 'request_invalid', `${method}: ${where} ${problem?.message ?? ''}`.trim());
    }
    await this.#opening;
    return await handler(request as never, signal);
  }

  /** Opens a catalog before anybody has asked; whoever asks meanwhile is answered when it is open, or could not be opened. */
  open(directory: string): Promise<unknown> {
    const opened = this.#session.open(directory);
    this.#opening = opened.catch(() => undefined);
    return opened;
  }

  /** Made when it is first asked for: all of them take longer than to open a small catalog. */
  #validatorOf(method: string): ValidateFunction | undefined {
    if (!Object.hasOwn(methods, method)) return undefined;
    let validate = this.#validators.get(method);
    if (validate === undefined) {
      validate = this.#ajv.compile(methods[method as MethodName].request);
      this.#validators.set(method, validate);
    }
    return validate;
  }

  /** Writes what is still to be written. */
  async close(): Promise<void> {
    await this.#session.close();
  }
}
