import type { NameChange } from '@eventbook/shared/import/names/renames';

interface Node {
  to: string | undefined;
  readonly inside: Map<string, Node>;
}

/** Puts a payload into the catalog's names, by the map that the import has printed. */
export function renamedPayload(payload: unknown, names: readonly NameChange[]): unknown {
  const wrapping = names.find(({ from }) => from === '');
  const root: Node = { to: undefined, inside: new Map() };
  for (const { from, to } of names) {
    let node = root;
    for (const step of from.split('/').slice(1).map(unescaped)) {
      const next = node.inside.get(step) ?? { to: undefined, inside: new Map<string, Node>() };
      node.inside.set(step, next);
      node = next;
    }
    node.to = unescaped(to.split('/').at(-1) ?? '');
  }
  const renamed = inNode(payload, root);
  return wrapping === undefined ? renamed : { [wrapping.to.slice(1)]: renamed };
}

function inNode(value: unknown, node: Node): unknown {
  if (node.inside.size === 0 || typeof value !== 'object' || value === null) return value;
  // Steps through lists are left out of the map.
  if (Array.isArray(value)) return value.map((item) => inNode(item, node));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const found = node.inside.get(name);
      return found === undefined ? [name, inner] : [found.to ?? name, inNode(inner, found)];
    }),
  );
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
