// The pages of docs/ whose commands build whole menus; the others are typed by packages/netberth/tests/documents.
import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { longPages, makeHome, pages, typePage } from '../../packages/netberth/tests/documents/pages.ts';

test.each(pages.filter(({ path }) => longPages.includes(path)))(
  'what $path shows can be typed, and every line of it ends with 0',
  async (page) => {
    const home = await makeHome();
    expect(await typePage(page, home)).toBe('');
    await rm(home, { recursive: true });
  },
);
