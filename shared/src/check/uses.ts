import type { Contract, Environment, Event, FieldDeclaration, FieldUse } from '../catalog/model.js';
import { contractPath, type HolderKind } from '../catalog/paths.js';
import { pointerTo } from '../catalog/pointer.js';
import { declarationOf } from '../catalog/resolve.js';
import type { Remark, RuleContext, RuleHandlers } from './rule.js';

/** One field in one contract, where it stands, and what it means. */
export interface PlacedUse {
  readonly kind: HolderKind;
  readonly holder: Event | Environment;
  readonly contract: Contract;
  readonly name: string;
  readonly use: FieldUse;
  readonly file: string;
  /** Undefined where neither the card nor the dictionary has the field. */
  readonly declaration: FieldDeclaration | undefined;
  readonly pointer: string;
}

/** Handlers that look at every field of every contract, of events and of environments. */
export function forEachUse(
  check: (placed: PlacedUse, context: RuleContext) => Iterable<Remark>,
): Required<Pick<RuleHandlers, 'environment' | 'event'>> {
  function* each(kind: HolderKind, holder: Event | Environment, context: RuleContext): Iterable<Remark> {
    for (const contract of holder.contracts.values()) {
      const file = contractPath(kind, holder.name, contract.version);
      for (const [name, use] of Object.entries(contract.fields)) {
        yield* check(
          {
            ...{ kind, holder, contract, name, use, file },
            // There are many uses, and most rules want to know no more of most.
            get declaration() {
              return declarationOf(context.catalog, holder, name);
            },
            get pointer() {
              return pointerTo('/fields', name);
            },
          },
          context,
        );
      }
    }
  }
  return {
    event: (event, context) => each('event', event, context),
    environment: (environment, context) => each('environment', environment, context),
  };
}
