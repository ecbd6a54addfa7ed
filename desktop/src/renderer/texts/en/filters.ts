export const filtersTexts = {
  label: 'Filter the events',
  none: 'No filter',
  shown: (shown: number, all: number) => `${shown} of ${all} events`,
  clear: 'Show all',
  save: 'Keep',
  name: 'Name of this filter',
  saved: 'Kept filters',
  forget: (name: string) => `Forget the filter ${name}`,
  things: {
    status: 'Status',
    owner: 'Owner',
    environment: 'Sent from',
    destination: 'Goes to',
    privacy: 'Privacy',
    tag: 'Tag',
  },
  is: {
    mine: 'Mine',
    found: 'Has problems',
    changed: 'Not as published',
  },
};
