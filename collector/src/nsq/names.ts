import { AppError } from '@eventbook/shared/errors/app-error';

const patterns = {
  topic: /^[.A-Za-z0-9_-]{1,64}$/,
  // An ephemeral channel is gone with its last reader.
  channel: /^(?=.{1,64}$)[.A-Za-z0-9_-]+(#ephemeral)?$/,
};

/**
 * nsqd answers a bad name with the end of the connection, and of all that is on its way there: so names are checked
 * before they are sent.
 * @throws AppError name_invalid
 */
export function checkName(what: 'topic' | 'channel', name: string): string {
  if (patterns[what].test(name)) return name;
  throw new AppError('user', 'name_invalid', `${JSON.stringify(name)} cannot be an NSQ ${what}.`, {
    hint: 'Expected 1 to 64 letters, digits, ".", "_" or "-".',
    data: { [what]: name },
  });
}
