/** What the words before a command's own stand for. */
export const groups: Readonly<Record<string, string>> = {
  langpack: 'generate, plan, publish and verify client packages',
  schema: 'hand contracts to other validators',
  event: 'describe events, and change what they say',
  field: 'declare fields',
  registry: 'hand out what was published into a folder',
  import: 'bring in events from other books, or from what was sent',
  snapshot: 'build, sign, verify and publish snapshots',
  source: "a source's write keys",
  'source key': 'make, revoke and list write keys',
};
