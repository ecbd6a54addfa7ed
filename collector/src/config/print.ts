import type { Configuration, LoadedConfiguration } from './configuration.js';
import { settingNames, settingOf } from './settings.js';

/**
 * The effective configuration as JSON for people: each setting with its value and where it came from.
 * What opens something is masked.
 */
export function printConfiguration({ configuration, origins }: LoadedConfiguration): string {
  const shown = Object.fromEntries(
    settingNames.map((name) => [name, { value: masked(configuration, name), from: origins[name] }]),
  );
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function masked(configuration: Configuration, name: (typeof settingNames)[number]): unknown {
  const value = configuration[name] ?? null;
  return settingOf(name).secret === true && typeof value === 'string' ? withoutCredentials(value) : value;
}

/** A place as it may be shown: the user information and query of a URL, which may be a token, are masked. */
export function withoutCredentials(place: string): string {
  return place.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1***@').replace(/\?.*$/, '?***');
}
