import { namePatterns } from '@eventbook/shared/catalog/names';

export interface PastedField {
  readonly name: string;
  readonly required: boolean;
}

const name = new RegExp(namePatterns.field, 'u');
const yes = /^(required|yes|y|true|x|1|\*)$/iu;

/** Fields as somebody copied them: a column of a spreadsheet, or rows with "required" in one of the cells. */
export function pastedFields(text: string): PastedField[] {
  return text
    .split(/\r?\n/u)
    .map((line) => line.split(/[\t;,]/u).map((cell) => cell.trim()))
    .flatMap(([first = '', ...others]) =>
      name.test(first) ? [{ name: first, required: others.some((cell) => yes.test(cell)) }] : [],
    );
}
