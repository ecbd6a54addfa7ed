/**
 * Every code an AppError can carry, with what it means. docs/errors.md lists the same codes; a test
 * holds the two together.
 */
export const errorCodes = {
  usage: 'The command line was not understood.',
  configuration_invalid: 'A configuration value is missing, unknown or of the wrong shape.',
  file_not_found: 'A file or folder that was named is not there.',
  file_unreadable: 'A file is there but could not be read or written.',
  not_a_catalog: 'The folder holds no catalog.json.',
  catalog_has_errors: 'The catalog has findings of severity error, so nothing can be built from it.',
  git_failed: 'Reading or writing the git repository failed.',
  git_shallow: 'The clone is shallow, so commits cannot be counted.',
  git_unborn: 'The repository has no commit yet.',
  git_ref_missing: 'The repository has no branch, tag or commit of that name.',
  not_a_repository: 'The folder is in no git repository.',
  not_committed: 'Files of the catalog differ from the commit that was to be published.',
  folder_not_empty: 'A folder that was to be made holds something already.',
  environment_not_found: 'The catalog has no environment of that name.',
  event_not_found: 'The catalog has no event of that name.',
  source_not_found: 'The catalog has no such environment, source or key.',
  snapshot_malformed: 'A snapshot file is truncated or not a snapshot.',
  snapshot_unsigned: 'Keys are configured and the snapshot carries no signature.',
  snapshot_forged: "A snapshot's signature or content hash does not hold.",
  snapshot_older: 'A snapshot has a lower sequence than the current one.',
  snapshot_conflict: 'A snapshot has the current sequence and other content.',
  snapshot_breaks_contract: 'A snapshot lacks or changes a contract that is already known.',
  snapshot_unrelated: 'The published branch no longer descends from the current snapshot.',
  snapshot_unavailable: 'The place that snapshots come from did not answer.',
  key_invalid: 'A signing or verification key could not be read.',
  data_directory_locked: 'Another collector holds the data directory.',
  journal_damaged: 'A journal holds bytes that cannot be a torn last write.',
  journal_format_unknown: 'A journal was written by another, newer version of Eventbook.',
  journal_write_failed: 'The journal could not be written or synced; nothing more may be acknowledged.',
  journal_freed: 'The journals of an hour are no longer there, so it cannot be written again.',
  parquet_failed: 'Writing an hour of Parquet failed.',
  ledger_malformed: 'The ledger of langpack releases holds something that is no entry.',
  registry_unavailable:
    'A registry did not answer, answered with something else, or its disk cannot be used.',
  registry_refused: 'A registry will not take a release: a login, a permission, a limit.',
  release_conflict: 'A version is published already with other content, which is never changed.',
  collector_unreachable: 'The collector did not answer.',
  collector_refused: 'The collector answered that it will not take this request.',
  port_in_use: 'Another program listens on the port.',
  process_ended: "One of the collector's processes ended while it was needed.",
  internal: 'A bug in Eventbook.',
} as const;

export type ErrorCode = keyof typeof errorCodes;
