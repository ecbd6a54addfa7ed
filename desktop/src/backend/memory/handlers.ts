import type { memoryMethods } from '../../api/memory.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';

export function memoryHandlers(session: Session): Handlers<keyof typeof memoryMethods> {
  return {
    'memory.read': ({ key }) => session.memory.read(key),
    'memory.write': async ({ key, value }) => {
      await session.memory.write(key, value);
      return null;
    },
  };
}
