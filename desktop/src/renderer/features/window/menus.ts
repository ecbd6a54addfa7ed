import type { Menu, MenuItem } from '../../../api/native.js';
import type { Command, MenuName } from '../../app/feature.js';
import { texts } from '../../texts/texts.js';

type Role = Extract<MenuItem, { readonly kind: 'role' }>['role'];

const words = texts.window.menus;
const separator: MenuItem = { kind: 'separator' };
const roles = (...names: readonly Role[]): MenuItem[] => names.map((role) => ({ kind: 'role', role }));

/** The window's menus: what the features want in them, and what every program of the system has. */
export function menusOf(commands: readonly Command[], isMac: boolean): Menu[] {
  const ours = (menu: MenuName): MenuItem[] =>
    commands
      .filter((command) => command.menu === menu)
      .map(({ id, title, keys }) => ({
        kind: 'command',
        id,
        title,
        ...(keys === undefined ? {} : { keys }),
      }));
  return [
    ...(isMac ? [{ title: texts.app.name, items: ofTheMac }] : []),
    { title: words.file, items: [...ours('file'), separator, ...roles(isMac ? 'close' : 'quit')] },
    {
      title: words.edit,
      items: [...ours('edit'), separator, ...roles('cut', 'copy', 'paste', 'selectAll')],
    },
    {
      title: words.view,
      items: [
        ...ours('view'),
        separator,
        ...roles('resetZoom', 'zoomIn', 'zoomOut'),
        separator,
        ...roles('togglefullscreen'),
      ],
    },
    { title: words.go, items: ours('go') },
    { title: words.catalog, items: ours('catalog') },
    ...(isMac ? [{ title: words.window, items: roles('minimize', 'zoom', 'front') }] : []),
    { title: words.help, items: [...ours('help'), ...(isMac ? [] : roles('about'))] },
  ];
}

const ofTheMac: MenuItem[] = [
  ...roles('about'),
  separator,
  ...roles('services'),
  separator,
  ...roles('hide', 'hideOthers', 'unhide'),
  separator,
  ...roles('quit'),
];
