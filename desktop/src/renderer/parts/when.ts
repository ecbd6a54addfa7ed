const form = new Intl.DateTimeFormat(navigator.language, { dateStyle: 'medium', timeStyle: 'short' });

/** A moment as people of this machine write it. */
export function whenText(moment: string): string {
  return form.format(new Date(moment));
}
