import type { SettingName, settings } from './settings.js';

type Given = {
  readonly [Name in SettingName]: (typeof settings)[Name]['type'] extends 'whole'
    ? number
    : (typeof settings)[Name]['type'] extends 'texts'
      ? readonly string[]
      : (typeof settings)[Name] extends { readonly oneOf: readonly (infer Choice)[] }
        ? Choice
        : (typeof settings)[Name]['default'] extends string
          ? string
          : string | undefined;
};

/** The collector's effective settings: validated, defaults put in. */
export type Configuration = Given;

/** A configuration with everything a running server needs. */
export type ServerConfiguration = Configuration & { readonly catalog: string; readonly data: string };

/** Where a value came from, for people: `default`, `--port`, `EVENTBOOK_COLLECTOR_PORT`, or the file's path. */
export type Origins = Readonly<Record<SettingName, string>>;

export interface LoadedConfiguration {
  readonly configuration: Configuration;
  readonly origins: Origins;
}

/** Whether events go on over NSQ, and the hours are written elsewhere. */
export function isRelayed({ nsqd, nsqlookupd }: Pick<Configuration, 'nsqd' | 'nsqlookupd'>): boolean {
  return nsqd.length + nsqlookupd.length > 0;
}
