import type { FieldSetModel, LangpackModel, MemberModel, ObjectType, ValueModel } from '../model.js';
import { reachableObjects } from '../reachable-objects.js';
import type { PhpPrinter } from './php-printer.js';

/** `tests/FromWire.php`: builds events from values as they travel, as conformance.json has them. */
export function printFromWire(printer: PhpPrinter, namespace: string, model: LangpackModel): void {
  const sets = [...model.common, ...model.events.flatMap(({ versions }) => versions)];
  const objects = reachableObjects(sets.flatMap(({ fields }) => fields));
  printer.docs(['Builds events from values as they travel, as conformance.json has them.']);
  printer.braced('final class FromWire', () => {
    printer.docs(['An event of a version.'], ['@throws \\Throwable where it cannot be built']);
    printer.braced(
      `public static function event(string $name, int $version, \\stdClass $fields, \\DateTimeInterface $moment): \\${namespace}\\Runtime\\Event`,
      () => {
        printer.line('$method = self::EVENTS["$name/$version"];', 'return self::$method($fields, $moment);');
      },
    );
    printer.line('');
    printer.docs(['Common fields of a version.'], ['@throws \\Throwable where they cannot be built']);
    printer.braced(
      `public static function common(int $version, \\stdClass $fields): \\${namespace}\\Runtime\\CommonFields`,
      () => {
        printer.line('$method = "common$version";', 'return self::$method($fields);');
      },
    );
    printer.line('');
    printer.block(
      'private const EVENTS = [',
      () => {
        for (const event of model.events) {
          for (const { version, className } of event.versions) {
            printer.line(
              `${printer.string(`${event.name}/${version}`)} => ${printer.string(`event${className}`)},`,
            );
          }
        }
      },
      '];',
    );
    printer.line('');
    for (const event of model.events) {
      for (const set of event.versions) {
        const head = `private static function event${set.className}(\\stdClass $fields, \\DateTimeInterface $moment): \\${namespace}\\${set.className}`;
        printBuilding(
          printer,
          namespace,
          head,
          `\\${namespace}\\${set.className}::builder()->at($moment)`,
          set,
        );
      }
    }
    for (const set of model.common) {
      const head = `private static function common${set.version}(\\stdClass $fields): \\${namespace}\\${set.className}`;
      printBuilding(printer, namespace, head, `\\${namespace}\\${set.className}::builder()`, set);
    }
    for (const object of objects) printObject(printer, namespace, object);
    printer.docs(['A time in microseconds since the epoch.']);
    printer.method(
      'public static function time(int $microseconds): \\DateTimeImmutable',
      '$seconds = intdiv($microseconds - (($microseconds % 1_000_000) + 1_000_000) % 1_000_000, 1_000_000);',
      '$moment = (new \\DateTimeImmutable())->setTimestamp($seconds);',
      "return $moment->setTime((int) $moment->format('H'), (int) $moment->format('i'), (int) $moment->format('s'), (($microseconds % 1_000_000) + 1_000_000) % 1_000_000);",
    );
  });
}

function printBuilding(
  printer: PhpPrinter,
  namespace: string,
  head: string,
  begin: string,
  { fields }: FieldSetModel,
): void {
  printer.braced(head, () => {
    printer.line(`$builder = ${begin};`);
    printSetting(printer, namespace, fields);
    printer.line('return $builder->build();');
  });
  printer.line('');
}

function printObject(printer: PhpPrinter, namespace: string, { typeName, properties }: ObjectType): void {
  printer.braced(
    `private static function object${typeName}(\\stdClass $fields): \\${namespace}\\${typeName}`,
    () => {
      printer.line(`$builder = new \\${namespace}\\${typeName}();`);
      printSetting(printer, namespace, properties);
      printer.line('return $builder;');
    },
  );
  printer.line('');
}

function printSetting(printer: PhpPrinter, namespace: string, members: readonly MemberModel[]): void {
  for (const { name, member, value, isNullable } of members) {
    const key = printer.string(name);
    const given = `$fields->{${key}}`;
    const read = reading(value, given, namespace);
    const setting = isNullable && read !== given ? `${given} === null ? null : ${read}` : read;
    printer.block(
      `if (property_exists($fields, ${key})) {`,
      () => printer.line(`$builder->set${member}(${setting});`),
      '}',
    );
  }
}

function reading(value: ValueModel, given: string, namespace: string): string {
  switch (value.type) {
    case 'string':
    case 'integer':
      return value.allowed?.type === undefined
        ? given
        : `\\${namespace}\\${value.allowed.type.typeName}::from(${given})`;
    case 'timestamp':
      return `self::time(${given})`;
    case 'date':
      return `new \\DateTimeImmutable(${given})`;
    case 'array': {
      const item = reading(value.items, '$item', namespace);
      return item === '$item' ? given : `array_map(static fn (mixed $item): mixed => ${item}, ${given})`;
    }
    case 'object':
      return `self::object${value.object.typeName}(${given})`;
    case 'number':
    case 'boolean':
    case 'bigint':
    case 'decimal':
    case 'uuid':
    case 'json':
      return given;
  }
}

/** `tests/ConformanceTest.php`: every case of conformance.json, for PHPUnit. */
export function printConformanceTest(printer: PhpPrinter, namespace: string): void {
  printer.line(...suite.replaceAll('NAMESPACE', namespace).split('\n'));
}

const suite = `final class ConformanceTest extends \\PHPUnit\\Framework\\TestCase
{
    public function testEnvelopes(): void
    {
        foreach (self::conformance()->cases as $case) {
            $event = FromWire::event($case->event, $case->version, $case->fields, FromWire::time($case->time));
            $common = $case->environment_version === null
                ? null
                : FromWire::common($case->environment_version, $case->common);
            $definition = \\NAMESPACE\\Langpack::definition();
            $got = json_decode($event->envelope($definition, $common, $case->event_id, $case->sample_rate));
            $want = $case->envelope;
            $want->langpack = $definition->langpack;
            $want->sequence = $definition->sequence;
            self::assertSame(self::canonical($want), self::canonical($got), $case->name);
        }
        self::assertNotEmpty(self::conformance()->cases);
    }

    public function testRefusals(): void
    {
        $conformance = self::conformance();
        foreach ($conformance->refused as $refused) {
            $fields = new \\stdClass();
            foreach ($conformance->cases as $case) {
                if ($case->name === "$refused->event/$refused->version/full") {
                    $fields = clone $case->fields;
                }
            }
            $fields->{$refused->field} = $refused->value;
            $told = "$refused->event/$refused->version/$refused->field " . json_encode($refused->value);
            try {
                FromWire::event($refused->event, $refused->version, $fields, new \\DateTimeImmutable());
                self::fail("$told was taken");
            } catch (\\NAMESPACE\\Runtime\\InvalidEvent $invalid) {
                $codes = array_map(static fn ($violation) => $violation->code, $invalid->violations);
                self::assertContains($refused->code, $codes, $told);
            } catch (\\TypeError | \\ValueError $error) {
                // PHP itself refuses a value of another type, and the enumeration one that it does not have.
                self::assertContains($refused->code, ['type', 'not_null', 'enum'], "$told: {$error->getMessage()}");
            }
        }
    }

    public function testNothingRequiredIsLeftOut(): void
    {
        foreach (self::conformance()->cases as $case) {
            try {
                FromWire::event($case->event, $case->version, new \\stdClass(), new \\DateTimeImmutable());
                self::assertTrue(true);
            } catch (\\NAMESPACE\\Runtime\\InvalidEvent $invalid) {
                self::assertSame('required', $invalid->violations[0]->code, $case->name);
            }
        }
    }

    private static function conformance(): \\stdClass
    {
        $text = (string) file_get_contents(dirname(__DIR__) . '/conformance.json');
        return json_decode($text, false, 512, JSON_THROW_ON_ERROR);
    }

    /** The same text for the same JSON value: keys in order, all numbers doubles (RFC 8785). */
    private static function canonical(mixed $value): string
    {
        if ($value instanceof \\stdClass) {
            $members = (array) $value;
            ksort($members, SORT_STRING);
            $texts = array_map(
                static fn ($name) => json_encode((string) $name) . ':' . self::canonical($members[$name]),
                array_keys($members),
            );
            return '{' . implode(',', $texts) . '}';
        }
        if (is_array($value)) {
            return '[' . implode(',', array_map(self::canonical(...), $value)) . ']';
        }
        return is_int($value) ? (string) json_encode((float) $value) : (string) json_encode($value);
    }
}`;
