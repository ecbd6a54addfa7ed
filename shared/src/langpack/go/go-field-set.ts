import type { FieldSetModel } from '../model.js';
import { printFields, printGetters, printSetters } from './go-members.js';
import { fieldsOf } from './go-names.js';
import type { GoPrinter } from './go-printer.js';
import { importsOf } from './go-value.js';

/** What a field set is printed as: an event, or the common fields. */
export interface GoFieldSet {
  readonly set: FieldSetModel;
  /** As messages name it: `checkout.order_paid version 3`. */
  readonly subject: string;
  readonly docs: readonly string[];
  /** Undefined for common fields. */
  readonly event: { readonly name: string; readonly shared: ReadonlySet<string> } | undefined;
}

/** The name of the type of what is built. */
export function builtType({ set: { className }, event }: Pick<GoFieldSet, 'set' | 'event'>): string {
  return event === undefined ? `${className}Set` : `${className}Event`;
}

/** One version: the function that begins it, its builder, and what the builder builds. */
export function printFieldSet(printer: GoPrinter, runtime: string, fieldSet: GoFieldSet): void {
  const { set, subject, docs, event } = fieldSet;
  const { className, fields } = set;
  const builder = `${className}Builder`;
  const built = builtType(fieldSet);
  const isEvent = event !== undefined;
  printer.import(runtime);
  if (isEvent) printer.import('time');
  for (const path of importsOf(fields)) printer.import(path);

  printer.docs([`${className} begins ${subject}.`, ...docs]);
  if (set.deprecation !== undefined) printer.deprecated(set.deprecation);
  printer.line(`func ${className}() *${builder} { return &${builder}{} }`, '');

  printer.docs([`${builder} takes the fields of ${subject}. Make one with [${className}].`]);
  printer.block(
    `type ${builder} struct {`,
    () => {
      printer.line(`fields ${fieldsOf(className)}`);
      if (isEvent) printer.line('moment time.Time');
    },
    '}',
  );
  printer.line('');
  printSetters(printer, builder, className, fields);
  if (isEvent) {
    printer.docs(['At says when it happened; without it that is when the event is built.']);
    printer.block(
      `func (b *${builder}) At(moment time.Time) *${builder} {`,
      () => printer.line('b.moment = moment', 'return b'),
      '}',
    );
    printer.line('');
  }
  printBuild(printer, fieldSet, builder, built);

  printer.docs([
    isEvent
      ? `${built} is a built ${subject}, ready to be sent.`
      : `${built} are built common fields, for Options.Common and Client.With.`,
  ]);
  if (set.deprecation !== undefined) printer.deprecated(set.deprecation);
  const embedded = isEvent ? 'eventbook.BuiltEvent' : 'eventbook.BuiltCommon';
  printer.block(`type ${built} struct {`, () => printer.line(embedded, `fields ${fieldsOf(className)}`), '}');
  printer.line('');
  printGetters(printer, built, className, fields);
  printFields(printer, className, fields);
}

function printBuild(
  printer: GoPrinter,
  { set, subject, event }: GoFieldSet,
  builder: string,
  built: string,
): void {
  const { fields, version } = set;
  printer.docs([
    'Build checks the fields. The error is an *eventbook.InvalidEventError that says what is wrong with which.',
  ]);
  printer.block(
    `func (b *${builder}) Build() (*${built}, error) {`,
    () => {
      const kind = event === undefined ? 'NewCommonWriter' : 'NewWriter';
      printer.line(`w := eventbook.${kind}(${printer.string(subject)})`, 'b.fields.write(w)');
      printer.line('members, err := w.Finish()');
      printer.block('if err != nil {', () => printer.line('return nil, err'), '}');
      if (event === undefined) {
        const common = `eventbook.NewBuiltCommon(${version}, members)`;
        printer.line(`return &${built}{BuiltCommon: ${common}, fields: b.fields}, nil`);
        return;
      }
      const shared = fields.filter(({ name }) => event.shared.has(name));
      if (shared.length > 0) printer.line('var shared []string');
      for (const field of shared) {
        const append = `shared = append(shared, ${printer.string(field.name)})`;
        printer.block(`if b.fields.${field.member}.IsSet() {`, () => printer.line(append), '}');
      }
      const rest = shared.length > 0 ? ', shared...' : '';
      const made = `eventbook.NewBuiltEvent(${printer.string(event.name)}, ${version}, b.moment, members${rest})`;
      printer.line(`return &${built}{BuiltEvent: ${made}, fields: b.fields}, nil`);
    },
    '}',
  );
  printer.line('');
}
