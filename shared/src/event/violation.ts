/**
 * Every way an event can break what the book says of it. docs/violations.md lists the same codes; a test
 * holds the two together.
 */
export const violationCodes = {
  malformed_json: 'The text is not one JSON value.',
  invalid_unicode: 'The text holds bytes or escapes that are no Unicode characters.',
  too_deep: 'The value is nested too deeply to be stored.',
  too_large: 'The event is larger than one event may be.',
  not_an_object: 'An envelope is a JSON object.',
  envelope_missing: 'A key that every envelope has is missing.',
  envelope_unknown: 'The envelope has a key that no envelope has.',
  envelope_type: 'A key of the envelope has the wrong type.',
  source_mismatch: 'The envelope names another environment or source than its write key.',
  unknown_event: 'The catalog has no such event that is not a draft.',
  unknown_version: 'The event has no such version.',
  unknown_environment_version: 'The environment has no such contract.',
  ahead_of_snapshot: 'The sender knows a newer snapshot than this collector.',
  version_withdrawn: 'This version was withdrawn.',
  event_not_in_environment: "The event's card does not name the sender's environment.",
  required: 'A required field is missing.',
  unknown_field: 'The contract does not name this field, and it is closed.',
  type: 'The value has another type than its declaration.',
  not_null: 'The value is null and the contract does not allow it.',
  enum: 'The value is not one of the allowed values.',
  minimum: 'The number is too small.',
  maximum: 'The number is too large.',
  min_length: 'The text is too short.',
  max_length: 'The text is too long.',
  pattern: 'The text does not match the pattern.',
  format: 'The text is not of the format.',
  min_items: 'The list is too short.',
  max_items: 'The list is too long.',
  not_judged: 'Judging the event failed: a bug of the collector.',
  id_reused: 'The source has used the id of the event before, for another one.',
  not_storable: 'The event was taken in, but its values do not fit the columns of its table.',
} as const;

export type ViolationCode = keyof typeof violationCodes;

/** No event carries more of them; the first ones tell enough. */
export const mostViolations = 50;

/** One reason why an event does not fit. */
export interface Violation {
  readonly code: ViolationCode;
  /** JSON pointer (RFC 6901) into the envelope. */
  readonly pointer: string;
  readonly message: string;
}
