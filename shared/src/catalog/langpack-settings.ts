/** What the catalog says of langpacks: how they are named, where they send to, where they are published. */

/** The languages that langpacks are generated in. */
export const languages = ['typescript', 'python', 'php', 'go'] as const;
export type Language = (typeof languages)[number];

/** `langpack` of catalog.json: what generates, and so is part of a snapshot. */
export interface LangpackSettings {
  /** Base URLs of collectors, without a path of the API. The first that takes a batch has it. */
  readonly collectors: readonly string[];
  /**
   * What the names of packages begin with: an npm scope (`@shop`), a PyPI prefix (`shop`), a Composer vendor (`shop`),
   * a path of Go modules (`git.shop.example/events`). See langpack/package-names.ts.
   */
  readonly packages?: Readonly<Partial<Record<Language, string>>>;
  /** SPDX expression; without one the packages say that they are nobody else's to use. */
  readonly license?: string;
  readonly homepage?: string;
}

export const registryKinds = ['static', 'npm', 'pypi', 'git'] as const;
export type RegistryKind = (typeof registryKinds)[number];

/** A place that langpacks of one language are published to; never a credential. */
export interface RegistryTarget {
  readonly kind: RegistryKind;
  /** For `static`: a folder, from the catalog's own on; any web host serves it. */
  readonly path?: string;
  /**
   * For `static`: where the folder is served, which npm and Composer want to know. For the others: where to upload; for
   * `git` with `{package}` where the package's name belongs.
   */
  readonly url?: string;
  /** For `pypi`: its simple index, where that is not `simple/` below `url`. */
  readonly index?: string;
}

/** `registries` of catalog.json: any number of targets for each language. */
export type Registries = Readonly<Partial<Record<Language, readonly RegistryTarget[]>>>;

/** What senders are told of an event at run time. */
export interface DeliverySwitch {
  /** True: it is not sent at all. */
  readonly pause?: boolean;
  /** The share of events that is sent, above 0 and at most 1. */
  readonly sample?: number;
}

/** `delivery` of an event's card: for all environments, or otherwise for some. */
export interface Delivery extends DeliverySwitch {
  readonly environments?: Readonly<Record<string, DeliverySwitch>>;
}
