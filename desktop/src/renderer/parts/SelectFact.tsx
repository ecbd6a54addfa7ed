import type { ReactNode } from 'react';
import { Fact } from './Fact.js';

/** A fact that is one of a few, all of which fit into a list. It looks like the text it is until somebody wants to change it. */
export function SelectFact({
  label,
  choices,
  value,
  unsaid,
  readOnly = false,
  onChange,
}: {
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  /** What stands there where nothing is said. */
  readonly unsaid?: string;
  readonly readOnly?: boolean;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const known = choices.some((choice) => choice.value === value);
  if (readOnly) {
    return (
      <Fact title={label}>
        <span>{choices.find((choice) => choice.value === value)?.label ?? value}</span>
      </Fact>
    );
  }
  return (
    <Fact title={label}>
      <select
        className="in-place"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {!known && (
          <option value={value} disabled>
            {value === '' ? unsaid : value}
          </option>
        )}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Fact>
  );
}
