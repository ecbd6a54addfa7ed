import { languages, type Language } from '@eventbook/shared/catalog/langpack-settings';
import { Type } from '@sinclair/typebox';
import { method } from './method.js';
import type { WireError } from './wire-error.js';

/** What one environment has in one language, of one generation of its generator. */
export interface Lineage {
  readonly environment: string;
  readonly language: Language;
  readonly generation: number;
}

export interface PlannedLangpack extends Lineage {
  /** The package's name in the registries of its language. */
  readonly package: string;
  /** `0.G.N`: what it gets where it is `first` or `changed`, else what it has. */
  readonly version: string;
  /** Its newest release, where there is one. */
  readonly previous?: string;
  readonly state: 'first' | 'changed' | 'unchanged' | 'ended';
}

/** Which packages would get which version, by what was typed last. */
export interface LangpackPlan {
  readonly langpacks: readonly PlannedLangpack[];
  /** What it is compared with, for people. */
  readonly ledger: string;
  /** Why nothing can be published as things stand; none where it can. */
  readonly obstacle?: WireError;
}

/** The files of a langpack as they would be, against those of its last release. */
export interface LangpackFiles {
  /** The version that they are compared with; none where there is no release yet. */
  readonly against?: string;
  readonly files: readonly {
    readonly path: string;
    readonly kind: 'added' | 'changed' | 'deleted' | 'same';
  }[];
}

export interface LangpackFile {
  /** Null where it is not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A registry that catalog.json names. */
interface RegistryRow {
  readonly language: Language;
  /** Its place among those of its language. */
  readonly index: number;
  readonly kind: string;
  /** Its folder or address, without credentials. */
  readonly name: string;
}

export interface Registries {
  readonly rows: readonly RegistryRow[];
  /** Languages that langpacks are wanted in and that have none. */
  readonly missing: readonly Language[];
}

/** Where packages go: a folder that any web host can serve, or the registries of catalog.json. */
export type PublishTarget =
  { readonly kind: 'folder'; readonly folder: string; readonly url: string } | { readonly kind: 'catalog' };

/** One line of what was done. */
export type PublishLine =
  | { readonly kind: 'packed'; readonly count: number }
  | { readonly kind: 'recorded'; readonly count: number; readonly place: string }
  | { readonly kind: 'overtaken' }
  | {
      readonly kind: 'uploaded';
      readonly package: string;
      readonly version: string;
      readonly registry: string;
    };

export interface PublishState {
  /** `interrupted`: it was under way when the program ended; running it again goes on from there. */
  readonly status: 'idle' | 'running' | 'done' | 'stopped' | 'failed' | 'interrupted';
  /** Of the last time, in an earlier session too. */
  readonly target?: PublishTarget;
  readonly progress?: {
    /** `asked`: the registries are asked what they have of what was released last. */
    readonly phase: 'digested' | 'asked' | 'packed' | 'uploaded';
    readonly done: number;
    readonly total: number;
  };
  readonly lines: readonly PublishLine[];
  /** Where it is done: how many releases were made, and how many uploads were needed. */
  readonly result?: { readonly releases: number; readonly uploads: number };
  readonly error?: WireError;
}

const environment = Type.String({ minLength: 1, maxLength: 200 });
const language = Type.Union(languages.map((each) => Type.Literal<Language>(each)));
const lineage = { environment, language, generation: Type.Integer({ minimum: 1 }) };
const place = Type.String({ minLength: 1, maxLength: 2000 });
const folder = Type.Object({ kind: Type.Literal('folder'), folder: place, url: place });

export const publishingMethods = {
  'publishing.plan': method<LangpackPlan>()(Type.Object({})),
  'publishing.files': method<LangpackFiles>()(Type.Object(lineage)),
  'publishing.file': method<LangpackFile>()(Type.Object({ ...lineage, path: place })),
  'publishing.registries': method<Registries>()(Type.Object({})),
  /** Answers where a registry is there and takes our login; throws what is wrong where not. */
  'publishing.tryRegistry': method<null>()(
    Type.Union([
      folder,
      Type.Object({ kind: Type.Literal('catalog'), language, index: Type.Integer({ minimum: 0 }) }),
    ]),
  ),
  'publishing.state': method<PublishState>()(Type.Object({})),
  /** Begins, where nothing is under way; `publishing.changed` says how it goes on. */
  'publishing.start': method<null>()(
    Type.Object({ target: Type.Union([folder, Type.Object({ kind: Type.Literal('catalog') })]) }),
  ),
  'publishing.stop': method<null>()(Type.Object({})),
};

export interface PublishingEvents {
  readonly 'publishing.changed': PublishState;
}
