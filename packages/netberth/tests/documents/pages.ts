import { readFileSync, readdirSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocksWithoutName, readCommands } from './read-commands.ts';
import type { CommandBlock } from './read-commands.ts';
import { Reader } from './reader.ts';
import { everyReader, prepareFolder, readersOf } from './what-readers-have.ts';

export type Page = {
  readonly path: string;
  readonly typed: readonly CommandBlock[];
  readonly marked: readonly CommandBlock[];
  /** Blocks that are called nothing. */
  readonly others: readonly string[];
};

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const inDocs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));

export const pages: readonly Page[] = ['README.md', ...inDocs.map((name) => `docs/${name}`)].map((path) => {
  const text = readFileSync(join(root, path), 'utf8');
  const blocks = readCommands(text);
  const others = blocksWithoutName(text);
  const isMarked = ({ whyNot }: CommandBlock) => whyNot !== null;
  const typed = blocks.filter((block) => !isMarked(block));
  return { path, marked: blocks.filter(isMarked), typed, others };
});

/** They build whole menus, a second each: e2e/long/documents.test.ts types them. */
export const longPages: readonly string[] = [
  'docs/catalogue.md',
  'docs/publishing.md',
  'docs/simulator.md',
  'docs/usage-figures.md',
];

/** @returns a folder with what every page begins with, to be copied */
export async function makeHome(): Promise<string> {
  const reader = await Reader.start(prepareFolder);
  const { exitCode, said } = await reader.type(everyReader);
  await reader.stop();
  if (exitCode !== 0) throw new Error(said);
  return reader.folder;
}

/** Types the page from its beginning to its end. @returns each block that did not end with 0, and what it said */
export async function typePage({ path, typed }: Page, home: string): Promise<string> {
  const reader = await Reader.start((folder) => cp(home, folder, { recursive: true }));
  const failed: string[] = [];
  for (const { line, text } of [{ line: 0, text: readersOf[path] ?? '' }, ...typed]) {
    const { exitCode, said } = await reader.type(text);
    if (exitCode !== 0) failed.push(`${path}:${line} ended with ${exitCode}\n${text}${said}`);
    // Between two examples of a page the machine has been installed.
    if (text.includes(' grant ')) await reader.type('netberth machine revoke --state granted');
  }
  await reader.stop();
  await rm(reader.folder, { recursive: true });
  return failed.join('\n\n');
}
