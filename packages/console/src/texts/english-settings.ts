/** Sentences of the settings. */
export const englishSettings = {
  title: 'Settings',
  intro:
    'Flags win over the environment, that over netberth.yaml, that over what is set here, that over the default. What decides who may do what is read at the start alone.',
  search: 'Find a setting',
  none: 'No setting matches.',
  name: 'Setting',
  value: 'Value',
  source: 'Said by',
  change: 'Change',
  atStart: 'read at the start',
  setBy: (source: string, who: string) => `${source}, by ${who}`,
  set: (name: string) => `Set ${name}`,
  unset: (name: string) => `Take ${name} back`,
  willUnset: (name: string) =>
    `The default of ${name} counts again, at once, on every server of this database.`,
};
