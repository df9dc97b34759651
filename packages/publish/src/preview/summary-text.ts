import type { CatalogueChange } from './compare-catalogues.ts';

export type Preview = {
  readonly channel: string;
  /** Where its page is. */
  readonly url: string;
  readonly commit: string;
  readonly change: CatalogueChange;
  /** Where its pictures are, by the pages they show. */
  readonly pictureUrls: ReadonlyMap<string, string>;
  /** The first screen, as text. */
  readonly screen: readonly string[];
};

const mostPictures = 6;

/** By this an earlier summary of the same preview is known. */
const summaryMark = '<!-- netberth preview -->';

/** What is posted to the pull request, in Markdown. Nothing of the change can become Markdown or HTML. */
export function summaryText({ channel, url, commit, change, pictureUrls, screen }: Preview): string {
  const list = (title: string, items: readonly string[]) =>
    items.length === 0
      ? []
      : [`**${title}**: ${items.slice(0, 30).map(code).join(', ')}${more(items.length - 30)}`, ''];
  const isSame = change.added.length + change.removed.length + change.changed.length === 0;
  return [
    summaryMark,
    `Preview of this menu: ${url} (commit ${commit.slice(0, 12)})`,
    '',
    `On a machine: \`chain ${url}menu.ipxe\`, or *Utilities*, *Try a branch*, \`${channel}\`.`,
    '',
    ...(isSame ? ['What is booted is the same as before.', ''] : []),
    ...list('Added', change.added),
    ...list('Removed', change.removed),
    ...list('Changed', change.changed),
    ...(change.broken.length === 0
      ? ['A simulated machine went every way through what is new: all of it boots what it should.', '']
      : ['**Broken**:', '', ...change.broken.slice(0, 20).map((line) => `- ${code(line)}`), '']),
    ...picturesOf(change, pictureUrls),
    ...(screen.length === 0
      ? []
      : [
          ...['<details><summary>The first page as text</summary>', '', '```text'],
          ...screen.map((line) => line.replaceAll('`', "'").trimEnd()),
          ...['```', '', '</details>', ''],
        ]),
  ].join('\n');
}

/** The first page, and the pages that the change shows in. */
function picturesOf(
  { added, changed, sections }: CatalogueChange,
  urls: ReadonlyMap<string, string>,
): readonly string[] {
  const pages = [
    'menu',
    ...sections.map((id) => `sections/${id}`),
    ...[...added, ...changed].map((id) => `products/${id}`),
  ];
  return pages
    .flatMap((page) => {
      const url = urls.get(page);
      return url === undefined ? [] : [`![${page}](${url})`, ''];
    })
    .slice(0, 2 * mostPictures);
}

function code(text: string): string {
  return `\`${text.replace(/[`\r\n]/g, "'").slice(0, 300)}\``;
}

function more(count: number): string {
  return count > 0 ? ` and ${count} more` : '';
}
