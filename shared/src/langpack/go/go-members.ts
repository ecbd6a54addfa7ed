import { fieldDocs, memberDocs } from '../doc-text.js';
import type { FieldModel, MemberModel } from '../model.js';
import { fieldsOf, ruleName } from './go-names.js';
import type { GoPrinter } from './go-printer.js';
import { goRule, goType, goUse, isNilable } from './go-value.js';

type Members = readonly (FieldModel | MemberModel)[];

/** Rules, the struct that holds the values, and the method that checks and writes them. */
export function printFields(printer: GoPrinter, typeName: string, members: Members): void {
  if (members.length > 0) {
    printer.block(
      'var (',
      () => {
        const width = Math.max(...members.map((member) => ruleName(typeName, member).length));
        for (const member of members) {
          printer.line(`${ruleName(typeName, member).padEnd(width)} = &${goRule(member.value)}`);
        }
      },
      ')',
    );
    printer.line('');
  }
  const width = Math.max(0, ...members.map((member) => member.member.length));
  const struct = fieldsOf(typeName);
  if (members.length === 0) printer.line(`type ${struct} struct{}`);
  else {
    printer.block(
      `type ${struct} struct {`,
      () => {
        for (const member of members) {
          printer.line(`${member.member.padEnd(width)} eventbook.Field[${goType(member.value)}]`);
        }
      },
      '}',
    );
  }
  printer.line('');
  if (members.length === 0) {
    printer.line(`func (f *${struct}) write(*eventbook.Writer) {}`, '');
    return;
  }
  printer.block(
    `func (f *${struct}) write(w *eventbook.Writer) {`,
    () => {
      for (const member of members) {
        const name = printer.string(member.name);
        printer.line(`f.${member.member}.Write(w, ${name}, ${goUse(member)}, ${ruleName(typeName, member)})`);
      }
    },
    '}',
  );
  printer.line('');
}

/** Setters of a builder or an object, which answer it again. */
export function printSetters(printer: GoPrinter, receiver: string, typeName: string, members: Members): void {
  for (const member of members) {
    printer.docs([
      `Set${member.member} sets ${member.name}, which ${presence(member)}.`,
      ...('owner' in member ? fieldDocs(member) : memberDocs(member)),
    ]);
    const head = `func (b *${receiver}) Set${member.member}(value ${setterType(member)}) *${receiver} {`;
    printer.block(
      head,
      () => {
        printSetting(printer, typeName, member);
        printer.line('return b');
      },
      '}',
    );
    printer.line('');
  }
}

function printSetting(printer: GoPrinter, typeName: string, member: MemberModel): void {
  const { value, isNullable } = member;
  const field = `b.fields.${member.member}`;
  if (value.type === 'json') {
    printer.line(`${field}.Set(eventbook.NewJSON(value))`);
  } else if (isNilable(value)) {
    const set = `${field}.Set(${ruleName(typeName, member)}.Clone(value))`;
    // A nil list that may not be null is an empty one.
    if (value.type === 'array' && !isNullable) printer.line(set);
    else {
      printer.block('if value == nil {', () => printer.line(`${field}.SetNull()`));
      printer.block('} else {', () => printer.line(set), '}');
    }
  } else {
    printer.line(`${field}.${isNullable ? 'SetPointer' : 'Set'}(value)`);
  }
}

/** Getters of an event, of common fields or of an object. */
export function printGetters(printer: GoPrinter, receiver: string, typeName: string, members: Members): void {
  for (const member of members) {
    const { name } = member;
    const sentence = member.isRequired
      ? `Get${member.member} answers ${name}.`
      : `Get${member.member} answers ${name}, and whether it was set.`;
    printer.docs([member.isNullable ? `${sentence} Nil stands for null.` : sentence]);
    const type = getterType(member);
    const result = member.isRequired ? type : `(value ${type}, ok bool)`;
    printer.block(
      `func (e *${receiver}) Get${member.member}() ${result} {`,
      () => printer.line(`return ${getting(typeName, member)}`),
      '}',
    );
    printer.line('');
  }
}

function getting(typeName: string, member: MemberModel): string {
  const { value, isRequired, isNullable } = member;
  const field = `e.fields.${member.member}`;
  const got =
    value.type === 'json'
      ? `${field}.Value().Text()`
      : isNilable(value)
        ? `${ruleName(typeName, member)}.Clone(${field}.Value())`
        : `${field}.${isNullable ? 'Pointer' : 'Value'}()`;
  return isRequired ? got : `${got}, ${field}.IsSet()`;
}

export function setterType({ value, isNullable }: MemberModel): string {
  if (value.type === 'json') return 'any';
  return isNullable && !isNilable(value) ? `*${goType(value)}` : goType(value);
}

function getterType(member: MemberModel): string {
  return member.value.type === 'json' ? 'json.RawMessage' : setterType(member);
}

function presence({ isRequired, isNullable }: MemberModel): string {
  const need = isRequired ? 'is required' : 'may be left out';
  return isNullable ? `${need} and may be null` : need;
}
