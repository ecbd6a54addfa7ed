import { type Static, Type } from '@sinclair/typebox';
import { method } from './method.js';

/** What the system lends to the desktop where it runs in a window of its own; a browser lends nothing. */
export interface Capabilities {
  /** Folders are chosen in the system's dialog. */
  readonly chooseFolder: boolean;
  /** Files are shown in the system's file manager. */
  readonly reveal: boolean;
  /** The window has a menu, and wants to be told what is in it. */
  readonly menu: boolean;
  /** Tokens are kept where the system keeps its passwords. */
  readonly secrets: boolean;
}

/** What the system has words and keys of its own for. */
const role = Type.Union(
  (
    [
      'about',
      'close',
      'copy',
      'cut',
      'front',
      'help',
      'hide',
      'hideOthers',
      'minimize',
      'paste',
      'quit',
      'resetZoom',
      'selectAll',
      'services',
      'togglefullscreen',
      'unhide',
      'zoom',
      'zoomIn',
      'zoomOut',
    ] as const
  ).map((name) => Type.Literal(name)),
);

const text = Type.String({ minLength: 1, maxLength: 200 });

const menuItem = Type.Union([
  Type.Object({ kind: Type.Literal('separator') }),
  Type.Object({ kind: Type.Literal('role'), role }),
  /** One of the app's commands; its keys are shown, and left to the page. */
  Type.Object({
    kind: Type.Literal('command'),
    id: text,
    title: text,
    keys: Type.Optional(text),
  }),
]);

const menu = Type.Object({ title: text, items: Type.Array(menuItem, { maxItems: 100 }) });

export type MenuItem = Static<typeof menuItem>;
export type Menu = Static<typeof menu>;

export const nativeMethods = {
  'native.capabilities': method<Capabilities>()(Type.Object({})),
  /** The folder that a person chose; none where they thought better of it. */
  'native.chooseFolder': method<string | null>()(Type.Object({ title: text })),
  /** Shows a file of the catalog, or its folder, in the system's file manager. */
  'native.reveal': method<null>()(Type.Object({ path: Type.String({ maxLength: 1000 }) })),
  'native.setMenu': method<null>()(Type.Object({ menus: Type.Array(menu, { maxItems: 20 }) })),
  /** Shows the folder of the logs. */
  'native.showLogs': method<null>()(Type.Object({})),
  /** Starts the release that has been fetched. */
  'native.restart': method<null>()(Type.Object({})),
};

export interface NativeEvents {
  /** A command was chosen in the window's menu. */
  'native.command': { readonly id: string };
  /** Somebody followed a link to a place: `#/event/checkout.order_paid`. */
  'native.goTo': { readonly address: string };
  /** A newer release has been fetched, and comes with the next start. */
  'native.updateReady': { readonly version: string };
}
