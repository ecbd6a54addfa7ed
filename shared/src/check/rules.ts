import type { Rule } from './rule.js';
import { backToDraft } from './rules/back-to-draft.js';
import { commonFieldConflict } from './rules/common-field-conflict.js';
import { contractMissing } from './rules/contract-missing.js';
import { contradictoryNarrowing } from './rules/contradictory-narrowing.js';
import { declarationShape } from './rules/declaration-shape.js';
import { delivery } from './rules/delivery.js';
import { deprecationWayOut } from './rules/deprecation-way-out.js';
import { deprecation } from './rules/deprecation.js';
import { descriptionMissing } from './rules/description-missing.js';
import { destinationSettings } from './rules/destination-settings.js';
import { environmentMissing } from './rules/environment-missing.js';
import { environmentTakenOff } from './rules/environment-taken-off.js';
import { langpackSettings } from './rules/langpack-settings.js';
import { nameClash } from './rules/name-clash.js';
import { nearDuplicate } from './rules/near-duplicate.js';
import { numberingGap } from './rules/numbering-gap.js';
import { ownerMissing } from './rules/owner-missing.js';
import { ownership } from './rules/ownership.js';
import { parserRules } from './rules/parser-rules.js';
import { patternBacktracking } from './rules/pattern-backtracking.js';
import { patternPortable } from './rules/pattern-portable.js';
import { patternSyntax } from './rules/pattern-syntax.js';
import { privacyClass } from './rules/privacy-class.js';
import { publishedContractDeleted } from './rules/published-contract-deleted.js';
import { publishedContractEdited } from './rules/published-contract-edited.js';
import { publishedDeclarationChanged } from './rules/published-declaration-changed.js';
import { publishedFieldDeleted } from './rules/published-field-deleted.js';
import { publishedEnvironmentDeleted, publishedEventDeleted } from './rules/published-holder-deleted.js';
import { renameUnfinished } from './rules/rename-unfinished.js';
import { requiredNotNarrowed } from './rules/required-not-narrowed.js';
import { ruleSetting } from './rules/rule-setting.js';
import { secret } from './rules/secret.js';
import { sizeLimit } from './rules/size-limit.js';
import { snakeCase } from './rules/snake-case.js';
import { sunsetPassed } from './rules/sunset-passed.js';
import { topic } from './rules/topic.js';
import { typeConflict } from './rules/type-conflict.js';
import { unknownReference } from './rules/unknown-reference.js';
import { unusedDestination, unusedField } from './rules/unused.js';
import { waiver } from './rules/waiver.js';

/** Every rule there is. One more: a row here, a file under rules/, fixtures and a page (docs/rules/README.md). */
export const rules: readonly Rule[] = [
  ...parserRules,
  unknownReference,
  contractMissing,
  environmentMissing,
  numberingGap,
  declarationShape,
  contradictoryNarrowing,
  patternSyntax,
  patternPortable,
  patternBacktracking,
  requiredNotNarrowed,
  sizeLimit,
  secret,
  commonFieldConflict,
  typeConflict,
  nameClash,
  nearDuplicate,
  topic,
  destinationSettings,
  snakeCase,
  privacyClass,
  descriptionMissing,
  ownerMissing,
  unusedField,
  unusedDestination,
  deprecation,
  deprecationWayOut,
  renameUnfinished,
  sunsetPassed,
  delivery,
  langpackSettings,
  ruleSetting,
  waiver,
  publishedContractEdited,
  publishedContractDeleted,
  publishedDeclarationChanged,
  publishedFieldDeleted,
  publishedEventDeleted,
  publishedEnvironmentDeleted,
  backToDraft,
  environmentTakenOff,
  ownership,
];
