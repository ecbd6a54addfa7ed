import type { Command } from '../command.js';
import { check } from './check.js';
import { codeowners } from './codeowners.js';
import { diff } from './diff.js';
import { eventDeprecate } from './event-deprecate.js';
import { eventNew } from './event-new.js';
import { eventRename } from './event-rename.js';
import { eventVersion } from './event-version.js';
import { fieldNew } from './field-new.js';
import { format } from './format.js';
import { importEvents } from './import-events.js';
import { importGitlab } from './import-gitlab.js';
import { importGlean } from './import-glean.js';
import { importIglu } from './import-iglu.js';
import { importJsonSchema } from './import-jsonschema.js';
import { importSegment } from './import-segment.js';
import { init } from './init.js';
import { langpackPreview } from './langpack-preview.js';
import { migrate } from './migrate.js';
import { langpackDiff } from './langpack-diff.js';
import { langpackPlan } from './langpack-plan.js';
import { langpackPublish } from './langpack-publish.js';
import { langpackVerify } from './langpack-verify.js';
import { registryServe } from './registry-serve.js';
import { schemaExport } from './schema-export.js';
import { search } from './search.js';
import { send } from './send.js';
import { show } from './show.js';
import { site } from './site.js';
import { snapshotBuild } from './snapshot-build.js';
import { snapshotKeygen } from './snapshot-keygen.js';
import { snapshotPublish } from './snapshot-publish.js';
import { snapshotVerify } from './snapshot-verify.js';
import { sourceKeyCreate } from './source-key-create.js';
import { sourceKeyList } from './source-key-list.js';
import { sourceKeyRevoke } from './source-key-revoke.js';
import { validate } from './validate.js';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  init,
  format,
  check,
  codeowners,
  migrate,
  diff,
  show,
  search,
  site,
  schemaExport,
  eventNew,
  eventVersion,
  eventDeprecate,
  eventRename,
  fieldNew,
  validate,
  importIglu,
  importJsonSchema,
  importSegment,
  importGitlab,
  importGlean,
  importEvents,
  snapshotKeygen,
  snapshotBuild,
  snapshotVerify,
  snapshotPublish,
  langpackPreview,
  langpackDiff,
  langpackPlan,
  langpackPublish,
  langpackVerify,
  registryServe,
  sourceKeyCreate,
  sourceKeyRevoke,
  sourceKeyList,
  send,
];
