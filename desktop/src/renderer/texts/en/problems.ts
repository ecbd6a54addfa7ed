export const problemsTexts = {
  title: 'Problems',
  checking: 'Looking through the whole catalog …',
  none: 'No problems. The catalog keeps to all of its rules.',
  summary: (errors: number, warnings: number) =>
    [
      errors === 0 ? '' : errors === 1 ? '1 error' : `${errors} errors`,
      warnings === 0 ? '' : warnings === 1 ? '1 warning' : `${warnings} warnings`,
    ]
      .filter((part) => part !== '')
      .join(', ') || 'No problems',
  error: 'Error',
  warning: 'Warning',
  list: 'Problems of the catalog',
};
