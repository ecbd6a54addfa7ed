/** The sum of a metric over its labels, as a process tells its operators. */
export async function operatorsSum(
  { operatorsUrl }: { readonly operatorsUrl: string },
  name: string,
): Promise<number> {
  const text = await (await fetch(`${operatorsUrl}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
