/** Whether a file system error says that there is nothing of that name. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** For `catch`: a file or folder that is not there is nothing; every other trouble goes on. */
export function nothingWhereMissing(error: unknown): undefined {
  if (isMissing(error)) return undefined;
  throw error;
}
