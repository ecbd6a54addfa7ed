import { commonDocs, fieldDocs, memberDocs, typeDocs, versionDocs } from '../doc-text.js';
import type { EventModel, FieldModel, FieldSetModel, LangpackModel, TypeModel } from '../model.js';
import { printContract } from './description-literal.js';
import { TypescriptPrinter } from './typescript-printer.js';
import { memberType, scalarLiteral, type TypeScope } from './value-type.js';

/** The path of an event's module, without its ending. */
export function eventModule(event: EventModel): string {
  return `events/${event.fileStem}`;
}

/** The code of an event's module: constants of its local fields and a class for each version. */
export function eventCode(event: EventModel): string {
  const printer = new TypescriptPrinter('js', '../');
  printConstants(printer, event.types);
  for (const set of event.versions) printClass(printer, 'eventClass', event.name, set);
  return printer.file();
}

export function eventDeclarations(event: EventModel): string {
  const printer = new TypescriptPrinter('d.ts', '../');
  const scope = scopeOf(printer, event.types);
  printTypes(scope, event.types);
  for (const set of event.versions) {
    printer.docsOf(versionDocs(event, set), set.deprecation);
    declareClass(scope, 'LangpackEvent', set);
  }
  return printer.file();
}

/** The module of the common fields. */
export function commonCode(model: LangpackModel): string {
  const printer = new TypescriptPrinter('js');
  for (const set of model.common) printClass(printer, 'commonClass', '', set);
  return printer.file();
}

export function commonDeclarations(model: LangpackModel): string {
  const printer = new TypescriptPrinter('d.ts');
  for (const set of model.common) {
    printer.docs(commonDocs(model.environment.name, set));
    declareClass(scopeOf(printer, []), 'CommonFields', set);
  }
  return printer.file();
}

/** The module of types that no single event declares. */
export function typesCode(model: LangpackModel): string {
  const printer = new TypescriptPrinter('js');
  printConstants(printer, model.types);
  return printer.line('export {};').file();
}

export function typesDeclarations(model: LangpackModel): string {
  const printer = new TypescriptPrinter('d.ts');
  printTypes(scopeOf(printer, model.types), model.types);
  return printer.line('export {};').file();
}

function scopeOf(printer: TypescriptPrinter, own: readonly TypeModel[]): TypeScope {
  const local = new Set(own.map(({ typeName }) => typeName));
  return { printer, typeOf: (name) => (local.has(name) ? name : printer.imported(name, 'types.js')) };
}

function printConstants(printer: TypescriptPrinter, types: readonly TypeModel[]): void {
  for (const type of types) {
    if (type.kind !== 'enum') continue;
    printer.block(
      `export const ${type.typeName} = /* @__PURE__ */ Object.freeze({`,
      () =>
        printer.line(
          ...type.constants.map(({ constant, value }) => `${constant}: ${scalarLiteral(value, printer)},`),
        ),
      '});',
    );
    printer.line('');
  }
}

function printClass(printer: TypescriptPrinter, factory: string, event: string, set: FieldSetModel): void {
  const make = printer.imported(factory, 'runtime/field-set.js');
  printer.block(
    `export const ${set.className} = /* @__PURE__ */ ${make}(${printer.string(set.className)}, {`,
    () => printContract(printer, event, set),
    '});',
  );
  printer.line('');
}

function printTypes(scope: TypeScope, types: readonly TypeModel[]): void {
  const { printer } = scope;
  for (const type of types) {
    if (type.kind === 'enum') {
      printer.docs(typeDocs(type));
      printer.block(
        `export declare const ${type.typeName}: {`,
        () =>
          printer.line(
            ...type.constants.map(
              ({ constant, value }) => `readonly ${constant}: ${scalarLiteral(value, printer)};`,
            ),
          ),
        '};',
      );
      const union = type.constants.map(({ value }) => scalarLiteral(value, printer)).join(' | ');
      printer.docs(typeDocs(type)).line(`export type ${type.typeName} = ${union};`, '');
    } else {
      printer.docs(typeDocs(type));
      printer.block(
        `export interface ${type.typeName} {`,
        () => {
          for (const property of type.properties) {
            printer.docs(memberDocs(property));
            const type_ = memberType(property, scope);
            printer.line(
              property.isRequired
                ? `readonly ${property.member}: ${type_};`
                : `readonly ${property.member}?: ${type_} | undefined;`,
            );
          }
        },
        '}',
      );
      printer.line('');
    }
  }
}

function declareClass(scope: TypeScope, parent: string, set: FieldSetModel): void {
  const { printer } = scope;
  const base = printer.imported(parent, 'runtime/field-set.js');
  const isOptional = !set.fields.some(({ isRequired }) => isRequired);
  printer.block(
    `export declare class ${set.className} extends ${base} {`,
    () => {
      printer.line(`constructor(fields${isOptional ? '?' : ''}: ${set.className}.Fields);`);
      for (const field of set.fields) {
        const type = fieldType(field, scope);
        printer
          .docs(fieldDocs(field))
          .line(`get ${field.member}(): ${type};`, `set ${field.member}(value: ${type});`);
      }
    },
    '}',
  );
  printer.block(
    `export declare namespace ${set.className} {`,
    () => {
      printer.block(
        'interface Fields {',
        () => {
          for (const field of set.fields) {
            printer.docs(fieldDocs(field));
            printer.line(
              `readonly ${field.member}${field.isRequired ? '' : '?'}: ${fieldType(field, scope)};`,
            );
          }
          if (!set.isOpen) return;
          const additional = printer.imported('AdditionalFields', 'runtime/field-set.js');
          printer.docs(['Fields that the contract does not name, by their names on the wire; kept as text.']);
          printer.line(`readonly additional?: ${additional} | undefined;`);
        },
        '}',
      );
    },
    '}',
  );
  printer.line('');
}

function fieldType(field: FieldModel, scope: TypeScope): string {
  const type = memberType(field, scope);
  return field.isRequired ? type : `${type} | undefined`;
}
