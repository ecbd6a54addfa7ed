import type { Contract, Environment, Event } from './model.js';
import type { ParsedFile } from './parse-file.js';
import { cardPath, contractPath, type HolderKind } from './paths.js';
import type { Problem } from './problem.js';
import { quoted } from './quote.js';

/** What the folder of one event or environment holds, as far as it is sound. */
export interface HolderFolder {
  /** Undefined where there is no card that can be used. */
  readonly holder: Event | Environment | undefined;
  /** Contracts beside no card at all. */
  readonly problem: Problem | undefined;
}

/** Joins a card with its contracts: the files of one folder, in any order. */
export function joinHolder(kind: HolderKind, name: string, files: Iterable<ParsedFile>): HolderFolder {
  const contracts: Contract[] = [];
  let card: object | undefined;
  let cardSeen = false;
  for (const { place, value } of files) {
    if (place?.kind === 'contract') {
      if (value !== undefined) contracts.push(value as Contract);
    } else if (place?.kind === kind) {
      cardSeen = true;
      card = value as object | undefined;
    }
  }
  contracts.sort((a, b) => a.version - b.version);
  if (card !== undefined) {
    const byNumber = new Map(contracts.map((contract) => [contract.version, contract]));
    // The schema of the card's kind has proven its type.
    const holder = { name, card, contracts: byNumber } as unknown as Event | Environment;
    return { holder, problem: undefined };
  }
  const first = contracts[0];
  const orphaned = !cardSeen && first !== undefined;
  return { holder: undefined, problem: orphaned ? cardMissing(kind, name, first.version) : undefined };
}

function cardMissing(kind: HolderKind, name: string, version: number): Problem {
  return {
    rule: 'card-missing',
    file: contractPath(kind, name, version),
    pointer: '',
    message: `The ${kind} ${quoted(name)} has contracts but no card.`,
    fix: `Add ${cardPath(kind, name)}.`,
  };
}
