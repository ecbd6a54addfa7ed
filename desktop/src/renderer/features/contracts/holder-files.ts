import type { DraftFile } from '../../../api/files.js';
import { useFolder } from '../../data/desk-context.js';
import { jsonOf, objectIn, type JsonObject } from '../../data/lenient.js';

export interface ContractFile {
  readonly number: number;
  readonly file: DraftFile;
  /** Undefined where its text cannot be read. */
  readonly value: JsonObject | undefined;
}

/** The files of an event or an environment, as they are in the draft. */
export interface HolderFiles {
  readonly card: DraftFile | undefined;
  /** Undefined where its text cannot be read. */
  readonly cardValue: JsonObject | undefined;
  /** By number, ascending. */
  readonly contracts: readonly ContractFile[];
  readonly all: readonly DraftFile[];
}

export function useHolderFiles(kind: 'event' | 'environment', name: string): HolderFiles | undefined {
  const files = useFolder(`${kind}s/${name}`);
  if (files === undefined) return undefined;
  const card = files.find(({ path }) => path.endsWith(`/${kind}.json`));
  const contracts = files
    .flatMap((file) => {
      const number = Number(/\/(\d+)\.json$/u.exec(file.path)?.[1]);
      return Number.isNaN(number) ? [] : [{ number, file, value: objectOf(file) }];
    })
    .sort((a, b) => a.number - b.number);
  return { card, cardValue: card === undefined ? undefined : objectOf(card), contracts, all: files };
}

function objectOf({ text }: DraftFile): JsonObject | undefined {
  const value = jsonOf(text);
  return value === undefined ? undefined : objectIn(value);
}
