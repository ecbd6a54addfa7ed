import {
  byEvent,
  type Conformance,
  type ConformanceCase,
  type RefusedCase,
} from '../conformance/conformance.js';
import type { EventModel, LangpackModel } from '../model.js';
import { typesModuleName } from './python-classes.js';
import { buildLiteral, valueLiteral, type NameOf } from './python-literal.js';
import { importName } from './python-package.js';
import { PythonPrinter } from './python-printer.js';

/** The package's own tests, by path: a module of cases for each event, and what runs them all. */
export function* testModules(
  model: LangpackModel,
  conformance: Conformance,
): Iterable<[path: string, text: string]> {
  const cases = byEvent(conformance.cases);
  const refused = byEvent(conformance.refused);
  const tested = model.events.filter(({ name }) => cases.has(name));
  yield ['tests/conformance_cases/__init__.py', ''];
  for (const event of tested) {
    const own = cases.get(event.name) ?? [];
    yield [
      `tests/conformance_cases/${event.fileStem}.py`,
      casesModule(model, event, own, refused.get(event.name) ?? []),
    ];
  }
  yield ['tests/conformance_cases/every.py', everyModule(model, tested)];
  yield ['tests/test_conformance.py', runner(importName(model))];
}

function casesModule(
  model: LangpackModel,
  event: EventModel,
  cases: readonly ConformanceCase[],
  refused: readonly RefusedCase[],
): string {
  const printer = new PythonPrinter('Events as conformance.json has them.');
  const typing = printer.standard('typing');
  const root = importName(model);
  const nameOf = namesIn(printer, model, event, root);
  const eventType = printer.imported('Event', root);
  const commonType = printer.imported('CommonFields', root);
  printer.block(
    `CASES: ${typing}.Dict[str, ${typing}.Tuple[${typing}.Callable[[], ${eventType}], ${typing}.Callable[[], ${typing}.Optional[${commonType}]]]] = {`,
    () => {
      for (const one of cases) {
        const set = event.versions.find(({ version }) => version === one.version);
        const common = model.common.find(({ version }) => version === one.environment_version);
        if (set === undefined) continue;
        const commonCode = common === undefined ? 'None' : buildLiteral(common, one.common, printer, nameOf);
        printer.block(
          `${printer.string(one.name)}: (`,
          () =>
            printer.line(
              `lambda: ${buildLiteral(set, one.fields, printer, nameOf)},`,
              `lambda: ${commonCode},`,
            ),
          '),',
        );
      }
    },
    '}',
  );
  printer.line('');
  const any = `${typing}.Any`;
  printer.block(
    `REFUSED: ${typing}.List[${typing}.Tuple[str, str, str, ${typing}.Callable[[], ${any}], ${typing}.Callable[[], ${any}]]] = [`,
    () => {
      for (const { version, field, value, code } of refused) {
        const set = event.versions.find((one) => one.version === version);
        const model_ = set?.fields.find(({ name }) => name === field);
        const fits = cases.find((one) => one.version === version);
        if (set === undefined || model_ === undefined || fits === undefined) continue;
        // None stands for nothing there.
        if (value === null && !model_.isRequired) continue;
        const wrong = valueLiteral(model_.value, value, printer, nameOf);
        const whole = buildLiteral(set, fits.fields, printer, nameOf);
        printer.line(
          `(${printer.string(field)}, ${printer.string(model_.member)}, ${printer.string(code)}, lambda: ${whole}, lambda: ${wrong}),`,
        );
      }
    },
    ']',
  );
  return printer.file();
}

function namesIn(printer: PythonPrinter, model: LangpackModel, event: EventModel, root: string): NameOf {
  const shared = new Set(model.types.map(({ typeName }) => typeName));
  const common = new Set(model.common.map(({ className }) => className));
  return (name) => {
    const module = shared.has(name)
      ? typesModuleName
      : common.has(name)
        ? 'common'
        : `events.${event.fileStem}`;
    return printer.imported(name, `${root}.${module}`);
  };
}

function everyModule(model: LangpackModel, events: readonly EventModel[]): string {
  const printer = new PythonPrinter('The cases of all events.');
  const typing = printer.standard('typing');
  const root = importName(model);
  events.forEach(({ fileStem }, index) => printer.imported(fileStem, '.', `_case_${index}`));
  const all = (what: string, open: string, close: string, star: string): string =>
    `${open}${events.map((_, index) => `${star}_case_${index}.${what}`).join(', ')}${close}`;
  const [event, common] = [printer.imported('Event', root), printer.imported('CommonFields', root)];
  printer.line(
    `CASES: ${typing}.Dict[str, ${typing}.Tuple[${typing}.Callable[[], ${event}], ${typing}.Callable[[], ${typing}.Optional[${common}]]]] = ${all('CASES', '{', '}', '**')}`,
    `REFUSED: ${typing}.List[${typing}.Tuple[str, str, str, ${typing}.Callable[[], ${typing}.Any], ${typing}.Callable[[], ${typing}.Any]]] = ${all('REFUSED', '[', ']', '*')}`,
  );
  return printer.file();
}

const runner = (
  root: string,
): string => `"""Events are built as conformance.json says. Generated by Eventbook; do not edit."""

from __future__ import annotations

import json
import pathlib
import typing

import pytest

from conformance_cases.every import CASES, REFUSED
from ${root} import CommonFields, Event, InvalidEventError
from ${root}._runtime.envelope import envelope_of
from ${root}.client import ABOUT

CONFORMANCE = json.loads(pathlib.Path(__file__).parent.with_name("conformance.json").read_text("utf-8"))


def canonical(value: object) -> object:
    """What RFC 8785 tells apart: numbers by value, but not from true and false."""
    if isinstance(value, dict):
        return {key: canonical(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [canonical(item) for item in value]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return (type(value).__name__, value)
    assert isinstance(value, (int, float))
    return ("number", float(value))


def made(event: Event, common: typing.Optional[CommonFields], case: typing.Any) -> typing.Dict[str, typing.Any]:
    envelope = envelope_of(
        ABOUT, event, common, event_id=case["event_id"], time=case["time"], sample_rate=case["sample_rate"]
    )
    parsed = json.loads(json.dumps(envelope, allow_nan=False))
    assert parsed.pop("langpack") == ABOUT.langpack
    assert parsed.pop("sequence") == ABOUT.sequence
    return typing.cast(typing.Dict[str, typing.Any], parsed)


@pytest.mark.parametrize("case", CONFORMANCE["cases"], ids=lambda case: case["name"])
def test_envelope(case: typing.Any) -> None:
    event, common = CASES[case["name"]]
    assert canonical(made(event(), common(), case)) == canonical(case["envelope"])
    # What is read back and set again changes nothing.
    again: typing.Any = event()
    for member in again._fields:
        setattr(again, member, getattr(again, member))
    assert canonical(made(again, common(), case)) == canonical(case["envelope"])


@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: f"{refused[0]} {refused[2]}")
def test_refused(refused: typing.Any) -> None:
    field, member, code, build, value = refused
    event = build()
    before = json.dumps(event._wire)
    with pytest.raises(InvalidEventError) as caught:
        setattr(event, member, value())
    assert (caught.value.code, caught.value.field.split("[")[0].split(".")[0]) == (code, field)
    assert json.dumps(event._wire) == before
`;
