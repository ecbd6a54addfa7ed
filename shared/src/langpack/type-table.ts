import type { PropertyShape, ValueShape } from '../catalog/model.js';
import type { Conventions } from './conventions.js';
import type { EnumType, MemberModel, ObjectType, TypeModel } from './model.js';
import { NameScope } from './name-scope.js';
import { constantNames, typeName } from './type-names.js';
import { valueModel } from './value-model.js';
import { styles, wordsOf } from './words.js';

/** Who declares a field: nobody for one of the dictionary, else the stem of the event or of the common fields. */
export interface Declared {
  readonly stem: string | undefined;
  readonly path: readonly string[];
  readonly title: string | undefined;
  readonly description: string | undefined;
}

/** The types that declarations make, each once, whoever uses it. */
export class TypeTable {
  readonly #conventions: Conventions;
  readonly #scope: NameScope;
  readonly #types = new Map<string, TypeModel>();
  readonly #stems = new Map<string, TypeModel[]>();

  /** @param scope in which the classes of the langpack have claimed their names already */
  constructor(conventions: Conventions, scope: NameScope) {
    this.#conventions = conventions;
    this.#scope = scope;
  }

  /** The types of local fields of a holder, or of dictionary fields, in the order of their names. */
  declaredBy(stem: string | undefined): readonly TypeModel[] {
    const types = this.#stems.get(stem ?? '') ?? [];
    return [...types].sort((one, other) => (one.typeName < other.typeName ? -1 : 1));
  }

  enumOf(declared: Declared, shape: ValueShape): EnumType {
    const known = this.#known(declared);
    if (known?.kind === 'enum') return known;
    return this.#add(declared, {
      ...this.#named(declared),
      kind: 'enum',
      base: shape.type === 'integer' || shape.type === 'number' ? shape.type : 'string',
      constants: constantNames(shape.values ?? [], this.#conventions),
    });
  }

  objectOf(declared: Declared, shape: ValueShape): ObjectType {
    const known = this.#known(declared);
    if (known?.kind === 'object') return known;
    const named = this.#named(declared);
    const properties = Object.entries(shape.properties ?? {});
    const members = memberNames(
      properties.map(([name]) => name),
      this.#conventions,
    );
    return this.#add(declared, {
      ...named,
      kind: 'object',
      properties: properties.map(([name, property]) => this.#property(declared, name, property, members)),
    });
  }

  #property(
    parent: Declared,
    name: string,
    property: PropertyShape,
    members: ReadonlyMap<string, string>,
  ): MemberModel {
    const { title, description, privacy, required, nullable } = property;
    const declared = { stem: parent.stem, path: [...parent.path, name], title, description };
    return {
      name,
      member: members.get(name) ?? name,
      title,
      description,
      privacy,
      isRequired: required === true,
      isNullable: nullable === true,
      value: valueModel(property, {}, declared, this),
    };
  }

  #known({ stem, path }: Declared): TypeModel | undefined {
    return this.#types.get(keyOf(stem, path));
  }

  #named({
    stem,
    path,
    title,
    description,
  }: Declared): Pick<TypeModel, 'typeName' | 'path' | 'title' | 'description'> {
    const name = this.#scope.claim(typeName(stem, path), keyOf(stem, path));
    return { typeName: name, path: path.join('.'), title, description };
  }

  #add<Type extends TypeModel>({ stem, path }: Declared, type: Type): Type {
    this.#types.set(keyOf(stem, path), type);
    const types = this.#stems.get(stem ?? '');
    if (types === undefined) this.#stems.set(stem ?? '', [type]);
    else types.push(type);
    return type;
  }
}

function keyOf(stem: string | undefined, path: readonly string[]): string {
  return [stem ?? '', ...path].join('/');
}

/** The identifiers of the members of one class, by their names on the wire. */
export function memberNames(names: Iterable<string>, conventions: Conventions): ReadonlyMap<string, string> {
  const scope = new NameScope(conventions.reservedMembers);
  const style = styles[conventions.members];
  return new Map([...names].sort().map((name) => [name, scope.claim(style(wordsOf(name)), name)]));
}
