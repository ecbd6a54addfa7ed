import { commonDocs, typeDocs, versionDocs } from '../doc-text.js';
import type { EnumType, EventModel, FieldSetModel, ObjectType } from '../model.js';
import { printFieldUses, printGetters, printSetters } from './php-members.js';
import { phpString, tagText, type PhpPrinter } from './php-printer.js';
import { phpNumber } from './php-value.js';

/** One version of an event: what is built. */
export function printEvent(printer: PhpPrinter, event: EventModel, set: FieldSetModel): void {
  printBuilt(printer, set, 'Event', versionDocs(event, set), [
    `public const NAME = ${phpString(event.name)};`,
  ]);
}

/** One version of the common fields: what is built. */
export function printCommon(printer: PhpPrinter, environment: string, set: FieldSetModel): void {
  printBuilt(printer, set, 'CommonFields', commonDocs(environment, set), []);
}

function printBuilt(
  printer: PhpPrinter,
  set: FieldSetModel,
  base: 'Event' | 'CommonFields',
  docs: readonly string[],
  constants: readonly string[],
): void {
  const { className, version, fields } = set;
  printer.docs(docs, deprecatedTag(set));
  printer.braced(`final class ${className} extends Runtime\\${base}`, () => {
    printer.line(...constants, `public const VERSION = ${version};`, '');
    printer.method(
      `public static function builder(): ${className}Builder`,
      `return new ${className}Builder();`,
    );
    printer.line('');
    printGetters(printer, fields);
  });
}

/** What takes the fields of an event; `name` is undefined for common fields. */
export function printBuilder(printer: PhpPrinter, set: FieldSetModel, name: string | undefined): void {
  const { className, version, fields } = set;
  const subject = name === undefined ? `common fields version ${version}` : `${name} version ${version}`;
  printer.docs([`Takes the fields of ${subject}.`], deprecatedTag(set));
  const base = name === undefined ? 'Builder' : 'EventBuilder';
  printer.braced(`final class ${className}Builder extends Runtime\\${base}`, () => {
    printSetters(printer, fields);
    printer.docs(
      ['Checks the fields.'],
      ['@throws Runtime\\InvalidEvent that says what is wrong with which'],
    );
    const moment = name === undefined ? '' : ', $this->moment';
    printer.method(
      `public function build(): ${className}`,
      `return new ${className}($this->finish(${phpString(subject)}${moment}));`,
    );
    printer.line('');
    printFieldUses(printer, fields);
  });
}

export function printObject(printer: PhpPrinter, type: ObjectType): void {
  printer.docs([...typeDocs(type), 'It is checked when its event is built.']);
  printer.braced(`final class ${type.typeName} extends Runtime\\ObjectValue`, () => {
    printSetters(printer, type.properties);
    printGetters(printer, type.properties);
    printFieldUses(printer, type.properties);
  });
}

/** An enumeration; of numbers with a fraction PHP makes none, so they are constants of a class. */
export function printEnum(printer: PhpPrinter, type: EnumType): void {
  const { typeName, base, constants } = type;
  printer.docs(typeDocs(type));
  const text = (value: unknown): string =>
    typeof value === 'string' ? phpString(value) : phpNumber(Number(value));
  if (base === 'number') {
    printer.braced(`final class ${typeName}`, () => {
      for (const { constant, value } of constants) printer.line(`public const ${constant} = ${text(value)};`);
    });
    return;
  }
  const backing = base === 'string' ? 'string' : 'int';
  printer.braced(`enum ${typeName}: ${backing}`, () => {
    for (const { constant, value } of constants) printer.line(`case ${constant} = ${text(value)};`);
  });
}

function deprecatedTag({ deprecation }: FieldSetModel): readonly string[] {
  return deprecation === undefined ? [] : [`@deprecated ${tagText(deprecation)}`];
}
