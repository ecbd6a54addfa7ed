/** A langpack's version, `0.G.N`: the generator's generation, and a counter that grows when the content changes. */
export interface LangpackVersion {
  readonly generation: number;
  /** From 1 on. */
  readonly number: number;
}

const form = /^0\.([1-9][0-9]{0,5})\.([1-9][0-9]{0,8})$/u;

export function formatVersion({ generation, number }: LangpackVersion): string {
  return `0.${generation}.${number}`;
}

/** Undefined for what is no langpack's version. */
export function parseVersion(text: string): LangpackVersion | undefined {
  const [, generation, number] = form.exec(text) ?? [];
  if (generation === undefined || number === undefined) return undefined;
  return { generation: Number(generation), number: Number(number) };
}
