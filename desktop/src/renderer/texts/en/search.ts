export const searchTexts = {
  button: 'Search',
  title: 'Search',
  placeholder: 'Find an event, a field, a team, a command …',
  nothing: 'Nothing was found. Fewer letters find more.',
  hint: 'Type a name, a word of a description, or what you want to do.',
  kinds: {
    event: 'Event',
    field: 'Field',
    environment: 'Environment',
    owner: 'Owner',
    destination: 'Destination',
  },
  command: 'Command',
  results: 'Results',
};
