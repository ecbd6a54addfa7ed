import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { didYouMean } from '@eventbook/shared/catalog/suggest';
import { AppError } from '@eventbook/shared/errors/app-error';
import { settingNames, settingOf, type Setting, type SettingName } from './settings.js';

function schemaOf(setting: Setting): Readonly<Record<string, unknown>> {
  switch (setting.type) {
    case 'whole':
      return { type: 'integer', minimum: setting.minimum, maximum: setting.maximum };
    case 'texts':
      return { type: 'array', items: { type: 'string', minLength: 1 } };
    case 'text':
      return {
        type: 'string',
        minLength: 1,
        ...(setting.maximum === undefined ? {} : { maxLength: setting.maximum }),
        ...(setting.oneOf === undefined ? {} : { enum: setting.oneOf }),
        ...(setting.pattern === undefined ? {} : { pattern: setting.pattern.source }),
      };
  }
}

/** JSON Schema of a configuration file: any part of the settings, nothing else. */
const configurationSchema = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(settingNames.map((name) => [name, schemaOf(settingOf(name))])),
};

/** Without the meta-schema, whose compiling takes longer than all else: ajv itself refuses keywords that it does not know. */
const compiler = new Ajv2020({ validateSchema: false });
let validator: ValidateFunction | undefined;

/**
 * Throws configuration_invalid: which value, where it stands, what was expected.
 * @param place where the values come from, for the message: a file's path, or a flag's or variable's name
 */
export function validateSettings(
  values: unknown,
  place: string,
): asserts values is Readonly<Partial<Record<SettingName, unknown>>> {
  validator ??= compiler.compile(configurationSchema);
  if (validator(values)) return;
  const error = validator.errors?.[0];
  const name = error === undefined ? '' : settingIn(error);
  const { message, hint } = explain(error, name);
  throw new AppError('user', 'configuration_invalid', `${place}: ${message}`, {
    ...(hint === undefined ? {} : { hint }),
    data: { setting: name, place },
  });
}

function settingIn(error: ErrorObject): string {
  const unknown: unknown = error.params['additionalProperty'];
  return typeof unknown === 'string' ? unknown : (error.instancePath.split('/')[1] ?? '');
}

function explain(
  error: ErrorObject | undefined,
  name: string,
): { readonly message: string; readonly hint?: string | undefined } {
  if (error === undefined || (name === '' && error.keyword === 'type')) {
    return { message: 'a configuration is a JSON object.' };
  }
  if (error.keyword === 'additionalProperties') {
    const hint = didYouMean(name, settingNames) ?? 'See `eventbook-collector serve --help` for all settings.';
    return { message: `there is no setting ${JSON.stringify(name)}.`, hint };
  }
  const setting = settingOf(name as SettingName);
  return { message: `${name} is ${expected(setting)}.`, hint: setting.sentence };
}

function expected(setting: Setting): string {
  switch (setting.type) {
    case 'whole':
      return `a whole number from ${setting.minimum ?? 0} to ${setting.maximum ?? Number.MAX_SAFE_INTEGER}`;
    case 'texts':
      return 'a list of texts';
    case 'text':
      if (setting.oneOf !== undefined) return `one of ${setting.oneOf.join(', ')}`;
      if (setting.pattern !== undefined) {
        return `a text of ${setting.pattern.words}, at most ${setting.maximum ?? 1000} characters`;
      }
      return 'a text that is not empty';
  }
}
