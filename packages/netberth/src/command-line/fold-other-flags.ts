import { flagName } from './flag-name.ts';
import { globalFlags } from './global-flags.ts';
import { plainWords } from './plain-words.ts';
import type { Verb } from './verb.ts';

/**
 * For a verb that takes flags of other names into a field of pairs: `--release trixie` becomes
 * `--choice release=trixie`. What that field then does not know is for the server to say.
 */
export function foldOtherFlags(words: readonly string[], verbs: readonly Verb[]): readonly string[] {
  const plain = plainWords(words);
  const verb = verbs.find((each) => each.words.every((word, index) => word === plain[index]));
  const field = verb?.definition.cli.otherFlags;
  if (verb === undefined || field === undefined) return words;
  const known = new Set([
    ...verb.flags.flatMap(({ name }) => [flagName(name), `no-${flagName(name)}`]),
    ...globalFlags.map(({ name }) => name),
  ]);
  const folded: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const { name, value } = /^--(?<name>[a-z][^=]*)(?:=(?<value>.*))?$/s.exec(word)?.groups ?? {};
    const next = words[at + 1];
    const given = value ?? (next?.startsWith('--') ? undefined : next);
    if (name === undefined || known.has(name) || given === undefined) {
      folded.push(word);
      continue;
    }
    folded.push(`--${flagName(field)}`, `${name}=${given}`);
    if (value === undefined) at += 1;
  }
  return folded;
}
