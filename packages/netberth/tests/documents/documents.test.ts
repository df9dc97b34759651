// What the documents show is typed, page by page, beside a server of its own.
import { rm } from 'node:fs/promises';
import { settingFlags } from '@netberth/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCommandLine } from '../../src/command-line/parse-command-line.ts';
import { verbOf } from '../../src/command-line/verb.ts';
import { offeredDefinitions } from '../../src/offered-definitions.ts';
import { longPages, makeHome, pages, typePage } from './pages.ts';
import { netberthLines } from './read-commands.ts';

let home: string;
beforeAll(async () => {
  home = await makeHome();
});
afterAll(() => rm(home, { recursive: true }));

test.each(pages.filter(({ path, typed }) => typed.length > 0 && !longPages.includes(path)))(
  'what $path shows can be typed, and every line of it ends with 0',
  async (page) => {
    expect(await typePage(page, home)).toBe('');
  },
);

test.each(pages.filter(({ marked }) => marked.length > 0))(
  'what $path shows and cannot run here is a command line all the same',
  ({ path, marked }) => {
    const offer = { verbs: offeredDefinitions.map(verbOf), settings: settingFlags, width: 100 };
    const refused = marked.flatMap(({ line, text }) =>
      netberthLines(text).flatMap((words) => {
        const read = parseCommandLine(words, offer);
        return read.asks === 'refusal' ? [`${path}:${line}: ${read.message}`] : [];
      }),
    );
    expect(refused).toEqual([]);
  },
);

test('three lines of five that are shown run, at least', () => {
  const linesOf = (texts: readonly { readonly text: string }[]) =>
    texts.flatMap(({ text }) => netberthLines(text)).length;
  const typed = linesOf(pages.flatMap((page) => page.typed));
  const marked = linesOf(pages.flatMap((page) => page.marked));
  expect(typed / (typed + marked), `${typed} lines run, ${marked} are marked`).toBeGreaterThan(3 / 5);
});

test('commands stand in blocks of sh, so that they are typed', () => {
  expect(pages.filter(({ others }) => others.some((text) => /^netberth /m.test(text)))).toEqual([]);
});

test('what changes the host is marked', () => {
  const harmful = /^(?:sudo|apt|apt-get|dd|dpkg|install|npm|rm|ssh|systemctl|update-grub)\b/m;
  const unmarked = pages.flatMap(({ path, typed }) =>
    typed.filter(({ text }) => harmful.test(text)).map(({ line }) => `${path}:${line}`),
  );
  expect(unmarked).toEqual([]);
});
