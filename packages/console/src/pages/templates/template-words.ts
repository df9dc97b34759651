/** What may stand in a template; docs/templates.md explains each. */
const variables = [
  ...['id', 'hostname', 'address', 'serial', 'uuid', 'mac', 'macs'].map((name) => `machine.${name}`),
  ...['labels.', 'metadata.', 'hardware.'].map((name) => `machine.${name}`),
  'profile.name',
  'boot.id',
  ...['server', 'files', 'answers', 'postInstall', 'finish', 'failed'].map((name) => `urls.${name}`),
];
const filters = ['sh', 'json', 'yaml', 'raw'];

export type Offer = {
  /** Where the word begins that is offered to be completed. */
  readonly from: number;
  readonly words: readonly string[];
};

/**
 * What can be written at the end of `before`, the text of the line up to the cursor: variables within `{{` or `{%`,
 * filters behind a `|`. null: nothing, since this is no place of liquid.
 * @param settings names that the profile has set
 */
export function offeredWords(before: string, settings: readonly string[]): Offer | null {
  const opened = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  const closed = Math.max(before.lastIndexOf('}}'), before.lastIndexOf('%}'));
  if (opened === -1 || closed > opened) return null;
  const word = /[\w.]*$/.exec(before)?.[0] ?? '';
  const from = before.length - word.length;
  const isFilter = /\|\s*$/.test(before.slice(0, from));
  const known = isFilter ? filters : [...variables, ...settings.map((name) => `settings.${name}`)];
  return { from, words: known.filter((each) => each.startsWith(word)) };
}
