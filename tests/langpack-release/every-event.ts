import type { Language } from '@eventbook/shared/catalog/langpack-settings';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { buildModel } from '@eventbook/shared/langpack/build-model';
import { conformanceOf, type ConformanceCase } from '@eventbook/shared/langpack/conformance/conformance';
import { noRelease } from '@eventbook/shared/langpack/generator';
import { generators } from '@eventbook/shared/langpack/generators';

/** A program of some ten lines that sends one event, as a README shows it, and what it sets. */
export interface Sending {
  readonly sent: ConformanceCase;
  readonly program: string;
}

/** For every version of every event: one program that sets all of its fields, and one that sets no more than it must. */
export function sendings(catalog: Catalog, environment: string, language: Language): Sending[] {
  const generator = generators.find((one) => one.language === language);
  if (generator === undefined) throw new Error(`There is no generator for ${language}.`);
  const model = buildModel(catalog, { environment, language, conventions: generator.conventions });
  const { cases } = conformanceOf(catalog, environment);
  return cases
    .filter(({ name }) => /\/(?:full|least)$/u.test(name))
    .map((sent) => {
      const events = model.events
        .filter(({ name }) => name === sent.event)
        .map((event) => ({
          ...event,
          versions: event.versions.filter(({ version }) => version === sent.version),
        }));
      // A README shows the version that it has, with the fewest fields: here it has one, and one case of it.
      const files = generator.packageFiles({
        model: { ...model, events },
        conformance: {
          environment,
          cases: [{ ...sent, name: `${sent.event}/${sent.version}/least` }],
          refused: [],
        },
        runtime: new Map(),
        release: noRelease,
      });
      return { sent, program: exampleIn(files.get('README.md') ?? '') };
    });
}

/** The program that a package's README shows. */
export function exampleIn(readme: string): string {
  const block = /\n```(?:ts|js|typescript|python|php|go)\n(.*?)\n```/su.exec(readme);
  if (block?.[1] === undefined) throw new Error(`There is no program in:\n${readme}`);
  return block[1];
}
