import { ipxe, word, words, wordsWithSettings, type Fragment, type Statement } from '@netberth/ipxe';

export type ShownItem = {
  readonly id: string;
  readonly text: string;
  /** Settings whose texts stand behind it where they are set. */
  readonly lacks: readonly string[];
};

/** The `item` line of something, and when it is there: where the settings `asked` have the text `wanted`. */
export function menuItem(
  { id, text, lacks }: ShownItem,
  when?: { readonly asked: Fragment; readonly wanted: Fragment },
): Statement {
  const behind = wordsWithSettings(lacks.map((name) => `\${${name}}`).join(''), lacks);
  if (when === undefined)
    return lacks.length === 0
      ? ipxe`item ${word(id)} ${words(text)}`
      : ipxe`item ${word(id)} ${words(text)} ${behind}`;
  const { asked, wanted } = when;
  return lacks.length === 0
    ? ipxe`iseq ${asked} ${wanted} && item ${word(id)} ${words(text)} ||`
    : ipxe`iseq ${asked} ${wanted} && item ${word(id)} ${words(text)} ${behind} ||`;
}
