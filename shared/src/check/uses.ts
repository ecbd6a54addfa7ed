import type { Contract, Environment, Event, FieldDeclaration, FieldUse } from '../catalog/model.js';
import { contractPath, type HolderKind } from '../catalog/paths.js';
import { pointerTo } from '../catalog/pointer.js';
import { declarationOf } from '../catalog/resolve.js';
import type { Remark, RuleContext, RuleHandlers } from './rule.js';

/** One contract under check, and whose it is. */
interface PlacedContract {
  readonly kind: HolderKind;
  readonly holder: Event | Environment;
  readonly contract: Contract;
  readonly file: string;
}

/**
 * One field in one contract, where it stands, and what it means. A class, because there are tens of thousands of them:
 * most rules look at the use and go on, and only a getter of a prototype costs nothing until then.
 */
export class PlacedUse {
  readonly contract: PlacedContract;
  readonly name: string;
  readonly use: FieldUse;
  readonly #context: RuleContext;

  constructor(contract: PlacedContract, name: string, use: FieldUse, context: RuleContext) {
    this.contract = contract;
    this.name = name;
    this.use = use;
    this.#context = context;
  }

  get file(): string {
    return this.contract.file;
  }

  get pointer(): string {
    return pointerTo('/fields', this.name);
  }

  /** Undefined where neither the card nor the dictionary has the field. */
  get declaration(): FieldDeclaration | undefined {
    return declarationOf(this.#context.catalog, this.contract.holder, this.name);
  }
}

/** Handlers that look at every field of every contract, of events and of environments. */
export function forEachUse(
  check: (placed: PlacedUse, context: RuleContext) => Iterable<Remark>,
): Required<Pick<RuleHandlers, 'environment' | 'event'>> {
  function* each(kind: HolderKind, holder: Event | Environment, context: RuleContext): Iterable<Remark> {
    for (const contract of holder.contracts.values()) {
      const placed = { kind, holder, contract, file: contractPath(kind, holder.name, contract.version) };
      for (const name of Object.keys(contract.fields)) {
        const use = contract.fields[name];
        if (use !== undefined) yield* check(new PlacedUse(placed, name, use, context), context);
      }
    }
  }
  return {
    event: (event, context) => each('event', event, context),
    environment: (environment, context) => each('environment', environment, context),
  };
}
