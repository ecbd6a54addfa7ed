import { commonDocs, fieldDocs, memberDocs, typeDocs, versionDocs } from '../doc-text.js';
import type {
  EventModel,
  FieldModel,
  FieldSetModel,
  LangpackModel,
  MemberModel,
  TypeModel,
  ValueModel,
} from '../model.js';
import { PythonPrinter } from './python-printer.js';
import {
  literalType,
  memberDefault,
  memberType,
  ruleCode,
  scalarLiteral,
  type PythonScope,
} from './python-value.js';

/** The module of an event: types of its local fields, and a class for each version. */
export function eventModule(event: EventModel): string {
  const printer = new PythonPrinter('An event, in all its versions.');
  const scope = scopeOf(printer, event.types, '..');
  printTypes(scope, event.types);
  for (const set of event.versions) printFieldSet(scope, 'Event', event.name, set, versionDocs(event, set));
  return printer.file();
}

/** The module of the common fields. */
export function commonModule(model: LangpackModel): string {
  const printer = new PythonPrinter('What every event carries.');
  const scope = scopeOf(printer, [], '.');
  for (const set of model.common) {
    printFieldSet(scope, 'CommonFields', '', set, commonDocs(model.environment.name, set));
  }
  return printer.file();
}

/** The module of types that no single event declares. */
export function typesModule(model: LangpackModel): string {
  const printer = new PythonPrinter('Types of fields that several events have.');
  printTypes(scopeOf(printer, model.types, '.'), model.types);
  return printer.file();
}

export const typesModuleName = 'field_types';

export function scopeOf(printer: PythonPrinter, own: readonly TypeModel[], root: '.' | '..'): PythonScope {
  const local = new Set(own.map(({ typeName }) => typeName));
  const from = `${root}${typesModuleName}`;
  return { printer, root, typeOf: (name) => (local.has(name) ? name : printer.imported(name, from)) };
}

/** What is held comes before what holds it: rules name classes that have to be there. */
function printTypes(scope: PythonScope, types: readonly TypeModel[]): void {
  const left = new Map(types.map((type) => [type.typeName, type]));
  const print = (type: TypeModel): void => {
    if (!left.delete(type.typeName)) return;
    if (type.kind === 'object') for (const { value } of type.properties) heldBy(value).forEach(printNamed);
    if (type.kind === 'enum') printEnum(scope, type);
    else printObject(scope, type);
  };
  const printNamed = (name: string): void => {
    const type = left.get(name);
    if (type !== undefined) print(type);
  };
  types.forEach(print);
}

function heldBy(value: ValueModel): string[] {
  if (value.type === 'array') return heldBy(value.items);
  if (value.type === 'object') return [value.object.typeName];
  const allowed =
    value.type === 'string' || value.type === 'integer' || value.type === 'number'
      ? value.allowed
      : undefined;
  return allowed?.type === undefined ? [] : [allowed.type.typeName];
}

function printEnum({ printer }: PythonScope, type: TypeModel & { kind: 'enum' }): void {
  const typing = printer.standard('typing');
  const values = type.constants.map(({ value }) => value);
  printer.block(`class ${type.typeName}:`, () => {
    printer.docs(typeDocs(type));
    // There are no literals of numbers with a point.
    printer.line('', `Value = ${type.base === 'number' ? 'float' : literalType(values, printer)}`);
    for (const { constant, value } of type.constants) {
      printer.line(`${constant}: ${typing}.Final = ${scalarLiteral(value, printer)}`);
    }
  });
  printer.line('', '');
}

function printObject(scope: PythonScope, type: TypeModel & { kind: 'object' }): void {
  const { printer } = scope;
  const base = printer.imported('field_set', `${scope.root}_runtime`, '_field_set');
  printer.block(`class ${type.typeName}(${base}.ObjectValue):`, () => {
    printer.docs(typeDocs(type));
    printer.line('', '__slots__ = ()', '');
    for (const property of type.properties) printMember(scope, property, memberDocs(property));
    printInit(scope, type.properties, false);
  });
  printer.line('', '');
}

function printFieldSet(
  scope: PythonScope,
  parent: string,
  event: string,
  set: FieldSetModel,
  docs: readonly string[],
): void {
  const { printer, root } = scope;
  const base = printer.imported('field_set', `${root}_runtime`, '_field_set');
  if (set.deprecation !== undefined) {
    const deprecated = printer.imported('deprecated', `${root}_runtime.deprecation`, '_deprecated');
    printer.line(`@${deprecated}(${printer.string(set.deprecation)})`);
  }
  printer.block(`class ${set.className}(${base}.${parent}):`, () => {
    printer.docs(set.deprecation === undefined ? docs : [...docs, set.deprecation]);
    printer.line('', '__slots__ = ()', `_name = ${printer.string(event)}`, `_version = ${set.version}`, '');
    for (const field of set.fields) printMember(scope, field, fieldDocs(field));
    printInit(scope, set.fields, set.isOpen);
  });
  printer.line('', '');
}

function printMember(scope: PythonScope, member: FieldModel | MemberModel, docs: readonly string[]): void {
  const { printer, root } = scope;
  const kind = `${printer.imported('field_set', `${root}_runtime`, '_field_set')}.Field`;
  const flags = `${member.isRequired ? ', required=True' : ''}${member.isNullable ? ', nullable=True' : ''}`;
  const code = `${kind}(${printer.string(member.name)}, ${ruleCode(member.value, scope)}${flags})`;
  printer.line(`${member.member}: ${kind}[${memberType(member, scope)}] = ${code}`).docs(docs);
}

function printInit(scope: PythonScope, members: readonly MemberModel[], isOpen: boolean): void {
  const { printer } = scope;
  const typing = printer.standard('typing');
  const parameters = [
    ...members.map((member) => {
      const fallback = memberDefault(member, scope);
      return `${member.member}: ${memberType(member, scope)}${fallback === undefined ? '' : ` = ${fallback}`}`;
    }),
    ...(isOpen ? [`additional: ${typing}.Optional[${typing}.Mapping[str, ${typing}.Any]] = None`] : []),
  ];
  if (members.length > 0) printer.line('');
  const values = members.map(({ member }) => `${printer.string(member)}: ${member}`).join(', ');
  if (parameters.length === 0) printer.line('def __init__(self) -> None:');
  else
    printer.block(
      'def __init__(',
      () => printer.line('self,', '*,', ...parameters.map((one) => `${one},`)),
      ') -> None:',
    );
  // No body of its own: `block` has closed the head already.
  printer.line(`    super().__init__({${values}})`);
  if (isOpen) printer.line('    self._add(additional)');
}
