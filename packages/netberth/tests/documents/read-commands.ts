/** One block of shell commands in a document, marked ```sh. */
export type CommandBlock = {
  /** Of its first command, counted from 1. */
  readonly line: number;
  readonly text: string;
  /** Why it cannot run in a test: ```sh no-run: needs a BMC. */
  readonly whyNot: string | null;
};

export function readCommands(document: string): readonly CommandBlock[] {
  return [...document.matchAll(/^```sh(?: no-run: (?<whyNot>.+))?\n(?<text>[\s\S]*?)^```$/gm)].map(
    ({ index, groups }) => ({
      line: document.slice(0, index).split('\n').length + 1,
      text: groups?.['text'] ?? '',
      whyNot: groups?.['whyNot'] ?? null,
    }),
  );
}

/** The lines of a block that call `netberth`, joined where a backslash ends them, as words: quotes are taken off. */
export function netberthLines(text: string): readonly (readonly string[])[] {
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .flatMap((line) => line.match(/(?:^|\s)netberth (.*)$/)?.[1] ?? [])
    .map((line) => wordsOf(line.replace(/\s(?:[|>]|>>|# ).*$/, '').replace(/; done$/, '')));
}

function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s'"])+/g)].map(([word]) => word.replaceAll(/["']/g, ''));
}

/** What stands in blocks that say nothing of their language. */
export function blocksWithoutName(document: string): readonly string[] {
  return [...document.matchAll(/^```(?<name>.*)\n(?<text>[\s\S]*?)^```$/gm)].flatMap(({ groups }) =>
    groups?.['name'] === '' ? (groups['text'] ?? '') : [],
  );
}
