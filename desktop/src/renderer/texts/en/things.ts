export const thingsTexts = {
  used: (count: number) =>
    count === 0 ? 'Not used by any event' : count === 1 ? 'Used by 1 event' : `Used by ${count} events`,
  usedBy: 'Events that carry it',
  ownedEvents: 'Events',
  members: 'Members',
  receives: 'Events it receives',
  sends: 'Events sent from here',
  values: 'Allowed values',
  unit: 'Unit',
  examples: 'Examples',
  kind: 'Kind',
  sources: 'Sources',
  commonFields: 'Fields that every event from here carries',
};
