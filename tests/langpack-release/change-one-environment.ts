import type { Book } from './book.js';

/** A new event, a new contract and a deprecation: all of site-backend alone. */
export function changeOneEnvironment(book: Book): void {
  const channel = {
    type: 'string',
    title: 'Channel',
    description: 'What it was shared with.',
    privacy: 'none',
    values: ['e-mail', 'link', 'messenger'],
  };
  book.write('events/advert.shared/event.json', {
    title: 'Advert shared',
    description: 'Somebody sent a link to an advert to somebody else.',
    owner: 'marketplace',
    status: 'active',
    environments: { 'site-backend': {} },
    destinations: ['warehouse'],
    fields: { channel },
  });
  book.write('events/advert.shared/1.json', {
    version: 1,
    note: 'Asked for by growth',
    fields: { advert_id: { required: true }, channel: { required: true }, user_id: {} },
  });
  book.write('events/message.sent/3.json', {
    version: 3,
    note: 'The category of the advert',
    fields: {
      advert_id: { required: true },
      user_id: { required: true },
      recipient_id: { required: true },
      message_length: { required: true, minimum: 1 },
      is_first: {},
      category: {},
    },
  });
  book.edit('events/advert.edited/event.json', (card) => {
    card['status'] = 'deprecated';
    card['deprecation'] = { since: '2025-06-10', reason: 'Nobody looks at it.' };
  });
}
