/** What a build's page shows at a line of a file. */
export interface Notice {
  readonly level: 'error' | 'warning' | 'notice';
  /** From the repository's root on. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
  readonly title: string;
  readonly message: string;
}
