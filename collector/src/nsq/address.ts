import { AppError } from '@eventbook/shared/errors/app-error';

/** Where something listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * `host:port`, `[::1]:4150`, or a host alone.
 * @throws AppError configuration_invalid
 */
export function parseAddress(text: string, usualPort: number): Address {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:/[\]]+))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3] ?? usualPort);
  if (host !== undefined && port >= 1 && port <= 65_535) return { host, port };
  throw new AppError('user', 'configuration_invalid', `${JSON.stringify(text)} is no address.`, {
    hint: `Expected a host and a port, as in 10.0.0.7:${usualPort}.`,
    data: { address: text },
  });
}

export function printAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
