import { belongsToCatalog } from '@eventbook/shared/catalog/parse-file';
import { AppError } from '@eventbook/shared/errors/app-error';

/** Nothing but the catalog's own files is ever touched, whatever a renderer asks. Throws request_invalid. */
export function refuseForeign(path: string): void {
  const steps = path.split('/');
  const sound = belongsToCatalog(path) && !steps.some((step) => step === '' || step.startsWith('.'));
  if (sound && !/[\\\0]/u.test(path)) return;
  throw new AppError('bug', 'request_invalid', `${JSON.stringify(path)} is no file of the catalog.`);
}
