import type { MemberModel, ObjectType } from '../model.js';

/* Names that only the package itself sees. They begin with a small letter, so that no name of the catalog meets them. */

/** The struct that holds the fields of a version, or the properties of an object. */
export function fieldsOf(typeName: string): string {
  return `fieldsOf${typeName}`;
}

/** The variable that holds the rule of a field or property. */
export function ruleName(typeName: string, { member }: Pick<MemberModel, 'member'>): string {
  return `ruleOf${typeName}_${member}`;
}

/** The function of the generated tests that reads an object as it travels. */
export function objectReader({ typeName }: Pick<ObjectType, 'typeName'>): string {
  return `readObject${typeName}`;
}
