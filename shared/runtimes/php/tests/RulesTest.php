<?php

declare(strict_types=1);

namespace Eventbook\Langpack\Tests;

use Eventbook\Langpack\BigIntegerRule;
use Eventbook\Langpack\BooleanRule;
use Eventbook\Langpack\DateRule;
use Eventbook\Langpack\DecimalRule;
use Eventbook\Langpack\Fields;
use Eventbook\Langpack\FieldUse;
use Eventbook\Langpack\IntegerRule;
use Eventbook\Langpack\JsonRule;
use Eventbook\Langpack\ListRule;
use Eventbook\Langpack\NumberRule;
use Eventbook\Langpack\Report;
use Eventbook\Langpack\Rule;
use Eventbook\Langpack\TextRule;
use Eventbook\Langpack\TimestampRule;
use Eventbook\Langpack\UuidRule;
use PHPUnit\Framework\TestCase;

final class RulesTest extends TestCase
{
    /** @return iterable<array{Rule, mixed, string}> */
    public static function fitting(): iterable
    {
        yield [new TextRule(), "a\"b\\c\n\0\u{2028}€😀</script>", "\"a\\\"b\\\\c\\n\\u0000\u{2028}€😀</script>\""];
        yield [new TextRule(minLength: 2, maxLength: 3), '😀😀😀', '"😀😀😀"'];
        yield [new TextRule(format: 'uri'), 'https://a.b/c?d=%20~', '"https://a.b/c?d=%20~"'];
        yield [new TextRule(format: 'email'), 'a.b+c@d.ef', '"a.b+c@d.ef"'];
        yield [new TextRule(format: 'ip'), '::ffff:1.2.3.4', '"::ffff:1.2.3.4"'];
        yield [new IntegerRule(minimum: -1, maximum: 10), -1, '-1'];
        yield [new NumberRule(), 0.1, '0.1'];
        yield [new NumberRule(), 1e21, '1.0e+21'];
        yield [new NumberRule(allowed: [1, 0.5]), 1.0, '1'];
        yield [new BooleanRule(), false, 'false'];
        yield [new BigIntegerRule(20), '-12345678901234567890', '"-12345678901234567890"'];
        yield [new BigIntegerRule(20), 7, '"7"'];
        yield [new DecimalRule(5, 2), '-12.50', '"-12.50"'];
        yield [new DecimalRule(2, 2), '0.25', '"0.25"'];
        yield [new TimestampRule(), new \DateTime('2026-11-25T01:02:03.456789+01:00'), '1795564923456789'];
        yield [new TimestampRule(), new \DateTimeImmutable('1969-12-31T23:59:59.000001Z'), '-999999'];
        yield [new DateRule(), new \DateTimeImmutable('2026-11-25T23:00:00-05:00'), '"2026-11-25"'];
        yield [new DateRule(), '2024-02-29', '"2024-02-29"'];
        yield [new UuidRule(), '0192F3C4-7B1A-7D40-8C11-2B9F6A1D0E55', '"0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55"'];
        yield [new ListRule(new ListRule(new IntegerRule())), [[1, 2], []], '[[1,2],[]]'];
        yield [new JsonRule(), ['a' => [1, null], 'o' => new \stdClass()], '{"a":[1,null],"o":{}}'];
    }

    /** @dataProvider fitting */
    public function testWritesWhatFits(Rule $rule, mixed $value, string $want): void
    {
        $report = new Report();
        $fields = new Fields(['it' => new FieldUse($rule, isRequired: true)]);
        $fields->set('it', $value);
        self::assertSame(['it' => "\"it\":$want"], $fields->write($report));
        self::assertSame([], $report->violations());
    }

    /** @return iterable<array{Rule, mixed, string, string}> */
    public static function unfit(): iterable
    {
        yield [new TextRule(), "\xff", 'invalid_unicode', 'it holds bytes that are not UTF-8'];
        yield [new TextRule(maxLength: 3), '😀😀😀😀', 'max_length', 'it must have at most 3 characters, got 4'];
        yield [new TextRule(minLength: 2), 'é', 'min_length', 'at least 2 characters, got 1'];
        yield [new TextRule(pattern: '^a$', expression: '~\Aa\z~Du'), "a\n", 'pattern', 'match the pattern "^a$", got "a\n"'];
        yield [new TextRule(allowed: ['a']), 'b', 'enum', 'it must be one of "a", got "b"'];
        yield [new TextRule(format: 'email'), 'a@b', 'format', 'of the format email'];
        yield [new TextRule(format: 'uri'), 'a b', 'format', 'of the format uri'];
        yield [new TextRule(format: 'ip'), '1.2.3', 'format', 'of the format ip'];
        yield [new IntegerRule(), 1 << 53, 'type', 'a whole number from'];
        yield [new IntegerRule(maximum: 10), 11, 'maximum', 'it must be at most 10, got 11'];
        yield [new NumberRule(), NAN, 'type', 'must be a number, got NAN'];
        yield [new NumberRule(minimum: 0.5), 0.25, 'minimum', 'at least 0.5, got 0.25'];
        yield [new BigIntegerRule(2), '100', 'type', 'at most 2 digits'];
        yield [new BigIntegerRule(2), "1\n", 'type', 'at most 2 digits'];
        yield [new DecimalRule(5, 2), '1000', 'type', 'at most 3 digits before the point and 2 after it'];
        yield [new DecimalRule(5, 2), '0.125', 'type', 'and 2 after it'];
        yield [new DecimalRule(5, 2), '.5', 'type', 'and 2 after it'];
        yield [new DecimalRule(5, 2), '1e3', 'type', 'and 2 after it'];
        yield [new TimestampRule(), new \DateTimeImmutable('2400-01-01'), 'type', 'must be a time'];
        yield [new DateRule(), '2026-02-29', 'type', 'must be a date'];
        yield [new DateRule(), "2026-02-28\n", 'type', 'must be a date'];
        yield [new UuidRule(), '0192f3c47b1a7d408c112b9f6a1d0e55', 'type', 'must be a UUID'];
        yield [new ListRule(new IntegerRule(), minItems: 1), [], 'min_items', 'at least 1 items, got 0'];
        yield [new ListRule(new IntegerRule()), ['a' => 1], 'type', 'keys of its own'];
        yield [new ListRule(new ListRule(new IntegerRule())), [[1, 'x']], 'type', 'it[0][1] must be a whole number'];
        yield [new ListRule(new TextRule()), [null], 'not_null', 'it[0] must be a text'];
        yield [new JsonRule(), NAN, 'type', 'must be a JSON value'];
        yield [new JsonRule(), "\xff", 'type', 'must be a JSON value'];
    }

    /** @dataProvider unfit */
    public function testSaysWhatIsWrong(Rule $rule, mixed $value, string $code, string $message): void
    {
        $report = new Report();
        $fields = new Fields(['it' => new FieldUse($rule, isRequired: true)]);
        $fields->set('it', $value);
        $fields->write($report);
        self::assertSame($code, $report->violations()[0]->code ?? null);
        self::assertStringContainsString($message, $report->violations()[0]->message);
    }

    public function testNullIsNotUnset(): void
    {
        $report = new Report();
        $fields = new Fields([
            'nullable' => new FieldUse(new TextRule(), isNullable: true),
            'left_out' => new FieldUse(new TextRule(), isNullable: true),
            'not_null' => new FieldUse(new TextRule()),
            'required' => new FieldUse(new TextRule(), isRequired: true, isNullable: true),
        ]);
        $fields->set('nullable', null);
        $fields->set('not_null', null);
        self::assertSame(['nullable' => '"nullable":null'], $fields->write($report));
        self::assertSame([true, false], [$fields->has('nullable'), $fields->has('left_out')]);
        $told = array_map(static fn ($violation) => $violation->message, $report->violations());
        self::assertSame(['not_null must not be null', 'required is required'], $told);
    }

    public function testLaterChangesDoNotReachWhatWasSet(): void
    {
        $moment = new \DateTime('2026-01-01T00:00:00Z');
        $object = new \stdClass();
        $object->a = 1;
        $fields = new Fields(['time' => new FieldUse(new TimestampRule()), 'json' => new FieldUse(new JsonRule())]);
        $fields->set('time', $moment);
        $fields->set('json', $object);
        $moment->modify('+1 day');
        $object->a = 2;
        self::assertSame('2026-01-01', $fields->get('time')->format('Y-m-d'));
        self::assertSame(1, $fields->getJson('json')->a);
    }

    public function testNumbersAreExactWhateverTheConfiguration(): void
    {
        $before = (string) ini_get('serialize_precision');
        ini_set('serialize_precision', '3');
        try {
            self::assertSame('0.30000000000000004', (new NumberRule())->write(new Report(), 0.1 + 0.2));
            self::assertSame('3', ini_get('serialize_precision'));
        } finally {
            ini_set('serialize_precision', $before);
        }
    }
}
