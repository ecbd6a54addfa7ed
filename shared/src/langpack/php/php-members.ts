import { fieldDocs, memberDocs } from '../doc-text.js';
import type { FieldModel, MemberModel } from '../model.js';
import type { PhpPrinter } from './php-printer.js';
import { documentedType, orNull, phpType, phpUse } from './php-value.js';

type Members = readonly (FieldModel | MemberModel)[];

/** Setters of a builder or an object, which answer it again. */
export function printSetters(printer: PhpPrinter, members: Members): void {
  for (const member of members) {
    const { name, value, isNullable } = member;
    const type = isNullable ? orNull(phpType(value)) : phpType(value);
    const texts = 'owner' in member ? fieldDocs(member) : memberDocs(member);
    printer.docs(
      [`Sets ${name}, which ${presence(member)}.`, ...texts],
      listTag('@param', member, ' $value'),
    );
    printer.method(
      `public function set${member.member}(${type} $value): static`,
      `$this->fields->set(${printer.string(name)}, $value);`,
      'return $this;',
    );
    printer.line('');
  }
}

/** Getters; where a field may be left out, also whether it was. */
export function printGetters(printer: PhpPrinter, members: Members): void {
  for (const member of members) {
    const { name, value, isRequired, isNullable } = member;
    const type = isRequired && !isNullable ? phpType(value) : orNull(phpType(value));
    const key = printer.string(name);
    printer.docs(
      [isRequired ? `Answers ${name}.` : `Answers ${name}; null where it was left out.`],
      listTag('@return', member, ''),
    );
    printer.method(
      `public function get${member.member}(): ${type}`,
      `return $this->fields->${value.type === 'json' ? 'getJson' : 'get'}(${key});`,
    );
    printer.line('');
    if (isRequired) continue;
    printer.docs([`Whether ${name} was set${isNullable ? ', to null or to a value' : ''}.`]);
    printer.method(`public function has${member.member}(): bool`, `return $this->fields->has(${key});`);
    printer.line('');
  }
}

/** What the runtime is told of the fields. */
export function printFieldUses(printer: PhpPrinter, members: Members): void {
  printer.braced('protected static function fieldUses(): array', () => {
    printer.line('static $uses = null;');
    printer.block(
      'return $uses ??= [',
      () => {
        for (const member of members) printer.line(`${printer.string(member.name)} => ${phpUse(member)},`);
      },
      '];',
    );
  });
}

function listTag(
  tag: string,
  { value, isRequired, isNullable }: MemberModel,
  rest: string,
): readonly string[] {
  if (value.type !== 'array') return [];
  const mayBeNull = isNullable || (tag === '@return' && !isRequired);
  return [`${tag} ${documentedType(value)}${mayBeNull ? '|null' : ''}${rest}`];
}

function presence({ isRequired, isNullable }: MemberModel): string {
  const need = isRequired ? 'is required' : 'may be left out';
  return isNullable ? `${need} and may be null` : need;
}
