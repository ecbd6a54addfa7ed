interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a test asks of the stand-in; each is answered under its number. */
export type Ask =
  /** Where Chromium can be driven from. */
  | { readonly ask: 'debugger' }
  | { readonly ask: 'calls' }
  | { readonly ask: 'menu' }
  /** A click on an entry of the menu. */
  | { readonly ask: 'click'; readonly id: string }
  /** An event of the app: `open-url`, `open-file`, `second-instance`. */
  | { readonly ask: 'emit'; readonly event: string; readonly args: readonly unknown[] }
  /** Whether the page may do what it wants permission for. */
  | { readonly ask: 'permission'; readonly permission: string }
  /** An event of the window's contents that main may prevent; answered is whether it did. */
  | { readonly ask: 'contents'; readonly event: string; readonly url: string }
  /** A message to main from a frame that the test makes up. */
  | {
      readonly ask: 'invoke';
      readonly channel: string;
      readonly sender: number;
      readonly frame: string;
      readonly method: string;
    }
  /** What is served under an address of our own scheme. */
  | { readonly ask: 'request'; readonly url: string }
  | { readonly ask: 'move'; readonly bounds: Bounds }
  | { readonly ask: 'close' };

/** What main has called of Electron, in order. */
export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
}

export interface Answer {
  readonly number: number;
  readonly value?: unknown;
  readonly error?: string;
}
