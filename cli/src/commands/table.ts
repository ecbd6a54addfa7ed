import type { Command } from '../command.js';

/** What help says of a command without loading what does it: half of them take a third of a second for that. */
export interface CommandRow {
  /** With the words before it: `snapshot build`. */
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command, in the order in which help lists them. */
export const commands: readonly CommandRow[] = [
  { name: 'init', summary: 'Make a new catalog', load: async () => (await import('./init.js')).init },
  {
    name: 'format',
    summary: "Write a catalog's files in their one canonical form",
    load: async () => (await import('./format.js')).format,
  },
  {
    name: 'check',
    summary: 'Check a catalog by all rules',
    load: async () => (await import('./check.js')).check,
  },
  {
    name: 'codeowners',
    summary: 'Make a CODEOWNERS file from the owners of a catalog',
    load: async () => (await import('./codeowners.js')).codeowners,
  },
  {
    name: 'migrate',
    summary: "Bring a catalog to this Eventbook's file format",
    load: async () => (await import('./migrate.js')).migrate,
  },
  {
    name: 'diff',
    summary: 'Say what was changed between two catalogs, and what that means',
    load: async () => (await import('./diff.js')).diff,
  },
  {
    name: 'show',
    summary: 'Show an event: its card, its versions and their fields',
    load: async () => (await import('./show.js')).show,
  },
  {
    name: 'search',
    summary: 'Find events, fields, environments, owners and destinations by words',
    load: async () => (await import('./search.js')).search,
  },
  {
    name: 'site',
    summary: 'Write the catalog as a web site that anybody can read and search',
    load: async () => (await import('./site.js')).site,
  },
  {
    name: 'schema export',
    summary: 'Write the contracts as plain JSON Schemas, for any other validator',
    load: async () => (await import('./schema-export.js')).schemaExport,
  },
  {
    name: 'event new',
    summary: 'Describe a new event',
    load: async () => (await import('./event-new.js')).eventNew,
  },
  {
    name: 'event version',
    summary: 'Make the next version of an event',
    load: async () => (await import('./event-version.js')).eventVersion,
  },
  {
    name: 'event deprecate',
    summary: 'Say that an event, or one version of it, should no longer be sent',
    load: async () => (await import('./event-deprecate.js')).eventDeprecate,
  },
  {
    name: 'event rename',
    summary: 'Give an event another name',
    load: async () => (await import('./event-rename.js')).eventRename,
  },
  {
    name: 'field new',
    summary: 'Declare a new field',
    load: async () => (await import('./field-new.js')).fieldNew,
  },
  {
    name: 'validate',
    summary: 'Judge a file of events as a collector would, and send nothing',
    load: async () => (await import('./validate.js')).validate,
  },
  {
    name: 'import iglu',
    summary: 'Bring in the self-describing schemas of an Iglu registry',
    load: async () => (await import('./import-iglu.js')).importIglu,
  },
  {
    name: 'import jsonschema',
    summary: 'Bring in JSON Schemas, one file for each version',
    load: async () => (await import('./import-jsonschema.js')).importJsonSchema,
  },
  {
    name: 'import segment',
    summary: 'Bring in a tracking plan of Segment Protocols',
    load: async () => (await import('./import-segment.js')).importSegment,
  },
  {
    name: 'import gitlab',
    summary: "Bring in event definitions of GitLab's internal analytics",
    load: async () => (await import('./import-gitlab.js')).importGitlab,
  },
  {
    name: 'import glean',
    summary: "Bring in the events of a metrics.yaml of Mozilla's Glean",
    load: async () => (await import('./import-glean.js')).importGlean,
  },
  {
    name: 'import events',
    summary: 'Propose events from what was sent',
    load: async () => (await import('./import-events.js')).importEvents,
  },
  {
    name: 'snapshot keygen',
    summary: 'Make a pair of keys for signing snapshots',
    load: async () => (await import('./snapshot-keygen.js')).snapshotKeygen,
  },
  {
    name: 'snapshot build',
    summary: 'Build a snapshot of the catalog into one file',
    load: async () => (await import('./snapshot-build.js')).snapshotBuild,
  },
  {
    name: 'snapshot verify',
    summary: 'Verify a snapshot as a collector would',
    load: async () => (await import('./snapshot-verify.js')).snapshotVerify,
  },
  {
    name: 'snapshot publish',
    summary: 'Build a snapshot and publish it into a folder',
    load: async () => (await import('./snapshot-publish.js')).snapshotPublish,
  },
  {
    name: 'langpack preview',
    summary: 'Show the code of a langpack, before anything is released',
    load: async () => (await import('./langpack-preview.js')).langpackPreview,
  },
  {
    name: 'langpack diff',
    summary: 'Show what the change in hand does to the code of langpacks',
    load: async () => (await import('./langpack-diff.js')).langpackDiff,
  },
  {
    name: 'langpack plan',
    summary: 'Say which langpacks would get which new version, and why',
    load: async () => (await import('./langpack-plan.js')).langpackPlan,
  },
  {
    name: 'langpack publish',
    summary: 'Release the langpacks that have changed',
    load: async () => (await import('./langpack-publish.js')).langpackPublish,
  },
  {
    name: 'langpack verify',
    summary: 'See that every release in the ledger is in the registries, with the recorded digest',
    load: async () => (await import('./langpack-verify.js')).langpackVerify,
  },
  {
    name: 'langpack who-uses',
    summary: 'List which sources still send which versions, with which langpacks',
    load: async () => (await import('./langpack-who-uses.js')).langpackWhoUses,
  },
  {
    name: 'registry serve',
    summary: 'Serve a static registry to this machine',
    load: async () => (await import('./registry-serve.js')).registryServe,
  },
  {
    name: 'source key create',
    summary: 'Make a write key for a source',
    load: async () => (await import('./source-key-create.js')).sourceKeyCreate,
  },
  {
    name: 'source key revoke',
    summary: 'Revoke a write key',
    load: async () => (await import('./source-key-revoke.js')).sourceKeyRevoke,
  },
  {
    name: 'source key list',
    summary: 'List the write keys of a source',
    load: async () => (await import('./source-key-list.js')).sourceKeyList,
  },
  {
    name: 'send',
    summary: 'Send a file of events to a collector',
    load: async () => (await import('./send.js')).send,
  },
  {
    name: 'completion',
    summary: 'Write what a shell needs to complete command lines',
    load: async () => (await import('./completion.js')).completion,
  },
];
