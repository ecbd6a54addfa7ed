import { typeDocs } from '../doc-text.js';
import type { EnumType, ObjectType, TypeModel } from '../model.js';
import type { NameScope } from '../name-scope.js';
import { printFields, printGetters, printSetters } from './go-members.js';
import { fieldsOf } from './go-names.js';
import { goString, type GoPrinter } from './go-printer.js';
import { importsOf } from './go-value.js';

/** The types that declarations make. Constants claim their names from `constants`. */
export function printTypes(
  printer: GoPrinter,
  runtime: string,
  types: readonly TypeModel[],
  constants: NameScope,
): void {
  for (const type of types) {
    if (type.kind === 'enum') printEnum(printer, type, constants);
    else printObject(printer, runtime, type);
  }
}

const bases = { string: 'string', integer: 'int64', number: 'float64' } as const;

function printEnum(printer: GoPrinter, type: EnumType, scope: NameScope): void {
  const { typeName, base, constants } = type;
  const [first = `${typeName} is a type.`, ...rest] = typeDocs(type);
  printer.docs([`${typeName}: ${first}`, ...rest]);
  printer.line(`type ${typeName} ${bases[base]}`, '');
  const named = constants.map(({ constant, value }) => ({
    name: scope.claim(`${typeName}_${constant}`, `${typeName}/${constant}`),
    value: typeof value === 'string' ? goString(value) : String(value),
  }));
  if (named.length === 0) return;
  const width = Math.max(...named.map(({ name }) => name.length));
  printer.docs([`The values of ${typeName}.`]);
  printer.block(
    'const (',
    () => {
      for (const { name, value } of named) printer.line(`${name.padEnd(width)} ${typeName} = ${value}`);
    },
    ')',
  );
  printer.line('');
}

function printObject(printer: GoPrinter, runtime: string, type: ObjectType): void {
  const { typeName, properties } = type;
  printer.import(runtime);
  for (const path of importsOf(properties)) printer.import(path);
  const [first = `${typeName} is a type.`, ...rest] = typeDocs(type);
  printer.docs([
    `${typeName}: ${first}`,
    ...rest,
    `Make one with new(${typeName}); it is checked when its event is built.`,
  ]);
  printer.block(`type ${typeName} struct {`, () => printer.line(`fields ${fieldsOf(typeName)}`), '}');
  printer.line('');
  printSetters(printer, typeName, typeName, properties);
  printGetters(printer, typeName, typeName, properties);
  printer.docs(['WriteMembers is for the rules of the langpack.']);
  printer.line(`func (b *${typeName}) WriteMembers(w *eventbook.Writer) { b.fields.write(w) }`, '');
  printFields(printer, typeName, properties);
}
