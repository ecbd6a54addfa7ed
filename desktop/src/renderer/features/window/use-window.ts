import { useEffect } from 'react';
import { useCommands } from '../../app/features-context.js';
import { placeAt } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { isMac } from '../../app/shortcuts.js';
import { useAnswer, useTransport } from '../../client/client.js';
import { useDesk } from '../../data/desk-context.js';
import { menusOf } from './menus.js';

/** Fills the menu of the window, where it has one, and does what is chosen there and what links ask for. */
export function useWindow(): void {
  const desk = useDesk();
  const transport = useTransport();
  const commands = useCommands();
  const menu = useAnswer('native.capabilities', {}).data?.menu === true;
  useEffect(() => {
    if (menu) void transport.request('native.setMenu', { menus: menusOf(commands, isMac) });
  }, [menu, transport, commands]);
  useEffect(
    () =>
      transport.subscribe('native.command', ({ id }) => commands.find((each) => each.id === id)?.run(desk)),
    [transport, commands, desk],
  );
  useEffect(() => transport.subscribe('native.goTo', ({ address }) => goTo(placeAt(address))), [transport]);
}
