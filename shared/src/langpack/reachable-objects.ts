import type { MemberModel, ObjectType, ValueModel } from './model.js';

/** Every object type that some of these members hold, at any depth, each once and in the order of their names. */
export function reachableObjects(members: readonly MemberModel[]): readonly ObjectType[] {
  const found = new Map<string, ObjectType>();
  const visit = (value: ValueModel): void => {
    if (value.type === 'array') visit(value.items);
    if (value.type !== 'object' || found.has(value.object.typeName)) return;
    found.set(value.object.typeName, value.object);
    for (const property of value.object.properties) visit(property.value);
  };
  for (const member of members) visit(member.value);
  return [...found.values()].sort((one, other) => (one.typeName < other.typeName ? -1 : 1));
}
