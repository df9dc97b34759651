import { isSecretSetting } from '@netberth/catalogue';

type Taken = { readonly metadata: Readonly<Record<string, unknown>>; readonly notes: readonly string[] };

/** What another tool keeps beside a machine. What is called a password stays out: metadata is shown to everybody. */
export function metadataOf(entries: readonly (readonly [string, unknown])[]): Taken {
  const named = entries.filter(([, value]) => value !== '' && value !== null);
  const isFit = ([name]: readonly [string, unknown]) => /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name);
  const isOpen = ([name]: readonly [string, unknown]) =>
    !isSecretSetting(name.toLowerCase().replaceAll('_', '-')) && !/pass|secret/i.test(name);
  const note = (why: string) => (one: readonly [string, unknown]) => `${one[0]} is not taken over: ${why}`;
  return {
    metadata: Object.fromEntries(named.filter((one) => isFit(one) && isOpen(one))),
    notes: [
      ...named.filter((one) => !isOpen(one)).map(note('it looks like a secret, and metadata is shown')),
      ...named
        .filter((one) => isOpen(one) && !isFit(one))
        .map(note('it is no name of letters, digits, _ and -')),
    ],
  };
}
