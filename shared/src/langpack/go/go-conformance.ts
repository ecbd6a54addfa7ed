import type { FieldSetModel, LangpackModel, MemberModel, ObjectType, ValueModel } from '../model.js';
import { reachableObjects } from '../reachable-objects.js';
import { objectReader } from './go-names.js';
import type { GoPrinter } from './go-printer.js';
import { runtimePath } from './go-package.js';
import { goType, importsOf, isNilable } from './go-value.js';

/** `fromwire`: builds events from values as they travel, as conformance.json has them. */
export function printFromWire(printer: GoPrinter, model: LangpackModel): void {
  const sets = [...model.common, ...model.events.flatMap(({ versions }) => versions)];
  const objects = reachableObjects(sets.flatMap(({ fields }) => fields));
  const members = [
    ...sets.flatMap(({ fields }) => fields),
    ...objects.flatMap(({ properties }) => properties),
  ];
  const hasBigint = importsOf(members).includes('math/big');
  for (const path of ['encoding/json', 'fmt', 'time', runtimePath(model)]) printer.import(path);
  if (hasBigint) printer.import('math/big');
  if (sets.length > 0) printer.importAll(model.packageName);
  printer.line(...functions.split('\n'), '');
  printBuilders(printer, model);
  for (const object of objects) printObjectReader(printer, object);
  if (hasBigint) printer.line(...readBigint.split('\n'), '');
  printer.line(...readers.split('\n'));
}

/** The generated tests: every case of conformance.json, from its values as they travel to the envelope. */
export function printConformanceTest(printer: GoPrinter, model: LangpackModel): void {
  const imports = [
    'encoding/json',
    'errors',
    'os',
    'reflect',
    'strconv',
    'testing',
    'time',
    runtimePath(model),
  ];
  for (const path of imports) printer.import(path);
  printer.importAll(model.packageName);
  printer.line(...suite.split('\n'), '');
  printNeverNull(printer, model);
}

function printBuilders(printer: GoPrinter, model: LangpackModel): void {
  printer.block(
    'var eventsByVersion = map[string]func(Values, time.Time) (eventbook.Event, error){',
    () => {
      for (const event of model.events) {
        for (const set of event.versions) {
          const key = printer.string(`${event.name}/${set.version}`);
          printer.block(
            `${key}: func(fields Values, moment time.Time) (eventbook.Event, error) {`,
            () => {
              printer.line(`b := ${set.className}().At(moment)`);
              printSetting(printer, set.fields);
              printer.line('return b.Build()');
            },
            '},',
          );
        }
      }
    },
    '}',
  );
  printer.line('');
  printer.block(
    'var commonByVersion = map[int]func(Values) (eventbook.Common, error){',
    () => {
      for (const set of model.common) {
        printer.block(
          `${set.version}: func(fields Values) (eventbook.Common, error) {`,
          () => {
            printer.line(`b := ${set.className}()`);
            printSetting(printer, set.fields);
            printer.line('return b.Build()');
          },
          '},',
        );
      }
    },
    '}',
  );
  printer.line('');
}

function printNeverNull(printer: GoPrinter, model: LangpackModel): void {
  printer.docs(['What only the compiler refuses: null for a type of Go that has none.']);
  printer.block(
    'var neverNull = setOf(',
    () => {
      for (const event of model.events) {
        for (const { version, fields } of event.versions) {
          for (const field of fields.filter((one) => !mayBeNull(one))) {
            printer.line(`${printer.string(`${event.name}/${version}/${field.name}`)},`);
          }
        }
      }
    },
    ')',
  );
  printer.line('');
}

function mayBeNull({ value, isNullable }: MemberModel): boolean {
  return isNullable || value.type === 'json' || value.type === 'bigint' || value.type === 'object';
}

function printSetting(printer: GoPrinter, members: FieldSetModel['fields'] | readonly MemberModel[]): void {
  for (const member of members) {
    const name = printer.string(member.name);
    printer.block(
      `if given, ok := fields[${name}]; ok {`,
      () => printer.line(`b.Set${member.member}(${memberReader(member)}(given))`),
      '}',
    );
  }
}

function memberReader({ value, isNullable }: MemberModel): string {
  const reader = valueReader(value);
  return isNullable && !isNilable(value) && value.type !== 'json' ? `orNil(${reader})` : reader;
}

function valueReader(value: ValueModel): string {
  switch (value.type) {
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return `read[${goType(value)}]`;
    case 'bigint':
      return 'readBigint';
    case 'decimal':
      return 'readDecimal';
    case 'timestamp':
      return 'readTime';
    case 'date':
      return 'readDate';
    case 'uuid':
      return 'readUUID';
    case 'array':
      return `listOf(${valueReader(value.items)})`;
    case 'object':
      return objectReader(value.object);
    case 'json':
      return 'readJSON';
  }
}

function printObjectReader(printer: GoPrinter, object: ObjectType): void {
  printer.block(
    `func ${objectReader(object)}(text json.RawMessage) *${object.typeName} {`,
    () => {
      printer.line('fields := read[Values](text)');
      printer.block('if fields == nil {', () => printer.line('return nil'), '}');
      printer.line(`b := new(${object.typeName})`);
      printSetting(printer, object.properties);
      printer.line('return b');
    },
    '}',
  );
  printer.line('');
}

const readBigint = `func readBigint(text json.RawMessage) *big.Int {
	if string(text) == "null" {
		return nil
	}
	number, _ := new(big.Int).SetString(read[string](text), 10)
	return number
}`;

const functions = `// Values are fields as they travel.
type Values = map[string]json.RawMessage

// EventFromWire builds an event of a version. It panics where a value is of another type than its field.
func EventFromWire(name string, version int, fields Values, moment time.Time) (eventbook.Event, error) {
	build, known := eventsByVersion[fmt.Sprintf("%s/%d", name, version)]
	if !known {
		return nil, fmt.Errorf("there is no %s version %d", name, version)
	}
	return build(fields, moment)
}

// CommonFromWire builds common fields of a version. It panics where a value is of another type than its field.
func CommonFromWire(version int, fields Values) (eventbook.Common, error) {
	build, known := commonByVersion[version]
	if !known {
		return nil, fmt.Errorf("there are no common fields of version %d", version)
	}
	return build(fields)
}`;

const readers = `func read[T any](text json.RawMessage) (value T) {
	if err := json.Unmarshal(text, &value); err != nil {
		panic(err)
	}
	return value
}

func orNil[T any](reader func(json.RawMessage) T) func(json.RawMessage) *T {
	return func(text json.RawMessage) *T {
		if string(text) == "null" {
			return nil
		}
		value := reader(text)
		return &value
	}
}

func listOf[T any](reader func(json.RawMessage) T) func(json.RawMessage) []T {
	return func(text json.RawMessage) []T {
		items := read[[]json.RawMessage](text)
		if items == nil {
			return nil
		}
		list := make([]T, len(items))
		for i, item := range items {
			list[i] = reader(item)
		}
		return list
	}
}

func readJSON(text json.RawMessage) eventbook.JSON { return eventbook.NewJSON(text) }

func readTime(text json.RawMessage) time.Time { return time.UnixMicro(read[int64](text)) }

func readUUID(text json.RawMessage) eventbook.UUID { return eventbook.MustUUID(read[string](text)) }

func readDecimal(text json.RawMessage) eventbook.Decimal {
	return eventbook.MustDecimal(read[string](text))
}

func readDate(text json.RawMessage) eventbook.Date {
	day, err := eventbook.ParseDate(read[string](text))
	if err != nil {
		panic(err)
	}
	return day
}`;

const suite = `type conformance struct {
	Cases []struct {
		Name               string
		Event              string
		Version            int
		EnvironmentVersion *int   \`json:"environment_version"\`
		EventID            string \`json:"event_id"\`
		Time               int64
		SampleRate         float64 \`json:"sample_rate"\`
		Fields, Common     Values
		Envelope           map[string]any
	}
	Refused []struct {
		Event   string
		Version int
		Field   string
		Value   json.RawMessage
		Code    string
	}
}

func readConformance(t *testing.T) (all conformance) {
	t.Helper()
	text, err := os.ReadFile("../conformance.json")
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEnvelopes(t *testing.T) {
	for _, one := range readConformance(t).Cases {
		event, err := EventFromWire(one.Event, one.Version, one.Fields, time.UnixMicro(one.Time))
		if err != nil {
			t.Errorf("%s: %v", one.Name, err)
			continue
		}
		var common eventbook.Common
		if one.EnvironmentVersion != nil {
			if common, err = CommonFromWire(*one.EnvironmentVersion, one.Common); err != nil {
				t.Errorf("%s: %v", one.Name, err)
				continue
			}
		}
		definition := Definition()
		envelope := definition.Envelope(event, common, eventbook.MustUUID(one.EventID), one.SampleRate)
		var got map[string]any
		if err := json.Unmarshal(envelope.JSON, &got); err != nil {
			t.Errorf("%s: %v", one.Name, err)
			continue
		}
		one.Envelope["langpack"], one.Envelope["sequence"] = definition.Langpack, float64(definition.Sequence)
		if !reflect.DeepEqual(got, one.Envelope) {
			want, _ := json.Marshal(one.Envelope)
			t.Errorf("%s:\\ngot  %s\\nwant %s", one.Name, envelope.JSON, want)
		}
	}
}

func TestRefusals(t *testing.T) {
	all := readConformance(t)
	for _, one := range all.Refused {
		key := one.Event + "/" + strconv.Itoa(one.Version)
		if one.Code == "not_null" && neverNull[key+"/"+one.Field] {
			continue
		}
		fields := Values{}
		for _, other := range all.Cases {
			if other.Name == key+"/full" {
				for name, value := range other.Fields {
					fields[name] = value
				}
			}
		}
		fields[one.Field] = one.Value
		_, err := EventFromWire(one.Event, one.Version, fields, time.UnixMicro(0))
		var invalid *eventbook.InvalidEventError
		if !errors.As(err, &invalid) {
			t.Errorf("%s: %s was taken for %s", key, one.Value, one.Field)
			continue
		}
		found := false
		for _, violation := range invalid.Violations {
			found = found || violation.Code == one.Code
		}
		if !found {
			t.Errorf("%s: %s for %s is not %s: %v", key, one.Value, one.Field, one.Code, err)
		}
	}
}

func TestNothingRequiredIsLeftOut(t *testing.T) {
	for _, one := range readConformance(t).Cases {
		event, err := EventFromWire(one.Event, one.Version, Values{}, time.UnixMicro(0))
		var invalid *eventbook.InvalidEventError
		if err != nil && (!errors.As(err, &invalid) || invalid.Violations[0].Code != "required") {
			t.Errorf("%s without fields: %v, %v", one.Name, event, err)
		}
	}
}

func setOf(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[name] = true
	}
	return set
}`;
