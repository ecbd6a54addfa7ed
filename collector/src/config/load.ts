import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { didYouMean } from '@eventbook/shared/catalog/suggest';
import type { Configuration, LoadedConfiguration, Origins } from './configuration.js';
import { flagOf, settingNames, settingOf, variableOf, type SettingName } from './settings.js';
import { validateSettings } from './validate.js';

export interface Sources {
  /** Path of a JSON file. */
  readonly file: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** As the command line gave them, by setting. */
  readonly flags: Readonly<Partial<Record<SettingName, string | readonly string[]>>>;
}

/** Paths in a file are meant from where the file stands. */
const paths: readonly SettingName[] = ['data', 'warehouse', 'deny_list'];

/** Puts the settings together: defaults, then the file, then the environment, then flags. Throws configuration_invalid. */
export function loadConfiguration(sources: Sources): LoadedConfiguration {
  const values: Partial<Record<SettingName, unknown>> = {};
  const origins: Partial<Record<SettingName, string>> = {};
  const put = (name: SettingName, value: unknown, origin: string): void => {
    values[name] = value;
    origins[name] = origin;
  };
  for (const name of settingNames) put(name, settingOf(name).default, 'default');
  if (sources.file !== undefined) {
    const fromFile = readFile(sources.file);
    for (const name of settingNames) {
      if (Object.hasOwn(fromFile, name)) put(name, fromFile[name], sources.file);
    }
  }
  refuseUnknownVariables(sources.environment);
  for (const name of settingNames) {
    const variable = sources.environment[variableOf(name)];
    if (variable !== undefined) put(name, oneValue(name, variable, variableOf(name)), variableOf(name));
    const flag = sources.flags[name];
    if (flag !== undefined) put(name, oneValue(name, flag, flagOf(name)), flagOf(name));
  }
  return { configuration: values as Configuration, origins: origins as Origins };
}

function readFile(path: string): Readonly<Partial<Record<SettingName, unknown>>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('user', 'file_not_found', `The configuration file ${path} could not be read.`, {
      cause,
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new AppError('user', 'configuration_invalid', `${path}: this is not JSON. ${reason}`, { cause });
  }
  validateSettings(value, path);
  const folder = dirname(resolve(path));
  const absolute = Object.fromEntries(
    paths.flatMap((name) => {
      const given = value[name];
      return typeof given === 'string' ? [[name, resolve(folder, given)]] : [];
    }),
  );
  return { ...value, ...absolute };
}

/** The value of a flag or variable, which is always text, as its setting's type. */
function oneValue(name: SettingName, given: string | readonly string[], place: string): unknown {
  const value = converted(name, given);
  validateSettings({ [name]: value }, place);
  return value;
}

function converted(name: SettingName, given: string | readonly string[]): unknown {
  const setting = settingOf(name);
  if (setting.type === 'texts') {
    const parts = (typeof given === 'string' ? [given] : given).flatMap((text) => text.split(','));
    return parts.map((part) => part.trim()).filter((part) => part !== '');
  }
  if (typeof given !== 'string') return given;
  return setting.type === 'whole' && /^-?\d+$/.test(given) ? Number(given) : given;
}

function refuseUnknownVariables(environment: Sources['environment']): void {
  const known = settingNames.map(variableOf);
  for (const name of Object.keys(environment)) {
    if (!name.startsWith('EVENTBOOK_COLLECTOR_') || known.includes(name)) continue;
    const hint = didYouMean(name, known);
    throw new AppError('user', 'configuration_invalid', `${name}: there is no such setting.`, {
      ...(hint === undefined ? {} : { hint }),
      data: { setting: name, place: name },
    });
  }
}
