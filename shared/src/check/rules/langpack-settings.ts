import {
  languages,
  type Language,
  type RegistryKind,
  type RegistryTarget,
} from '../../catalog/langpack-settings.js';
import type { Environment } from '../../catalog/model.js';
import { cardPath, settingsPath } from '../../catalog/paths.js';
import { pointerTo } from '../../catalog/pointer.js';
import { generations } from '../../langpack/generations.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

const kindsOf: Readonly<Record<Language, readonly RegistryKind[]>> = {
  typescript: ['static', 'npm'],
  python: ['static', 'pypi'],
  php: ['static', 'git'],
  go: ['static', 'git'],
};

/** A user and password before the host: `//user:secret@`. */
const withPassword = /^[a-z]+:\/\/[^/@]*:[^/@]*@/u;

function* targetSayings(language: Language, target: RegistryTarget, pointer: string): Iterable<Remark> {
  const file = settingsPath;
  const { kind, path, url } = target;
  const kinds = kindsOf[language];
  if (!kinds.includes(kind)) {
    yield {
      file,
      pointer: `${pointer}/kind`,
      message: `Packages for ${language} are not published to a registry of kind ${kind}.`,
      fix: `Take one of ${kinds.join(', ')}.`,
    };
    return;
  }
  const [needed, other] = kind === 'static' ? (['path', 'url'] as const) : (['url', 'path'] as const);
  if (target[needed] === undefined) {
    yield {
      file,
      pointer,
      message: `A registry of kind ${kind} needs "${needed}".`,
      fix: `Add "${needed}".`,
    };
  }
  // npm and Composer want whole addresses in what they read; without one it can only be looked at on this machine.
  if (target[other] !== undefined && kind !== 'static') {
    yield {
      file,
      pointer: `${pointer}/${other}`,
      message: `"${other}" says nothing of a registry of kind ${kind}.`,
      fix: 'Take it out.',
    };
  }
  if (path !== undefined && (path.startsWith('/') || path.split(/[/\\]/u).includes('..'))) {
    yield {
      file,
      pointer: `${pointer}/path`,
      message: 'The path leads out of the catalog.',
      fix: 'Name a folder below the folder of the catalog, with forward slashes.',
    };
  }
  if (url !== undefined && withPassword.test(url)) {
    yield {
      file,
      pointer: `${pointer}/url`,
      message: 'The address holds a password, which everyone who reads the catalog would have.',
      fix: 'Take it out, make a new one, and give that to the program that publishes.',
    };
  }
}

function* generationSayings({ name, card }: Environment): Iterable<Remark> {
  for (const [language, listed] of Object.entries(card.langpacks ?? {})) {
    const known = generations[language as Language];
    for (const [index, generation] of listed.entries()) {
      if (known.includes(generation)) continue;
      yield {
        file: cardPath('environment', name),
        pointer: pointerTo('/langpacks', language, index),
        message: `There is no generation ${generation} for ${language}, only ${known.join(', ')}.`,
        fix: 'Name one of these, or use a newer Eventbook.',
      };
    }
  }
}

/** What the langpacks that the environment lists need from catalog.json. */
function* settingsSayings({ name, card }: Environment, { catalog, unsound }: RuleContext): Iterable<Remark> {
  const listed = languages.filter((language) => card.langpacks?.[language] !== undefined);
  if (listed.length === 0 || unsound.has(settingsPath)) return;
  const file = cardPath('environment', name);
  const { langpack } = catalog.settings;
  if (langpack === undefined || langpack.collectors.length === 0) {
    yield {
      file,
      pointer: '/langpacks',
      message: 'The environment has langpacks, but catalog.json names no collector that they could send to.',
      fix: 'Add to catalog.json "langpack": {"collectors": ["https://…"]}.',
    };
  } else if (listed.includes('go') && langpack.packages?.go === undefined) {
    yield {
      file,
      pointer: '/langpacks/go',
      message:
        'The environment has a langpack for Go, but catalog.json does not say what its module path begins with.',
      fix: 'Add to catalog.json, under "langpack", "packages": {"go": "git.shop.example/events"}.',
    };
  }
}

export const langpackSettings: Rule = {
  id: 'langpack-settings',
  purpose: 'Every langpack that an environment lists can be generated, sent from and published.',
  severity: 'error',
  firm: true,
  handlers: {
    *environment(environment, context) {
      yield* generationSayings(environment);
      yield* settingsSayings(environment, context);
    },
    *catalog({ catalog }) {
      for (const [language, targets] of Object.entries(catalog.settings.registries ?? {})) {
        for (const [index, target] of targets.entries()) {
          yield* targetSayings(language as Language, target, pointerTo('/registries', language, index));
        }
      }
    },
  },
};
