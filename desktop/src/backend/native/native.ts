import type { Menu } from '../../api/native.js';

/** Names and values that the system keeps encrypted for this person. */
export interface Secrets {
  /** Undefined where there is none, or where it cannot be read any more. */
  read(name: string): Promise<string | undefined>;
  /** Undefined forgets it. */
  write(name: string, value: string | undefined): Promise<void>;
}

/** What the system lends where the desktop runs in a window of its own. */
export interface Native {
  /** Undefined where there is nothing on this machine to encrypt with. */
  readonly secrets?: Secrets;
  chooseFolder(title: string): Promise<string | undefined>;
  reveal(file: string): void;
  setMenu(menus: readonly Menu[]): void;
  showLogs(): void;
  restart(): void;
}
