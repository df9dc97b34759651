import { expect, test } from 'vitest';
import { uploadKeyOf } from './upload-key.ts';

const file = { name: 'install.tar', size: 5_000_000_000, lastModified: 1_764_000_000_000 };

test('a file that was chosen again is known again, and one that was changed is not', () => {
  expect(uploadKeyOf(file)).toBe('file-2aovcow-midc1z40-install.tar');
  expect(uploadKeyOf({ ...file })).toBe(uploadKeyOf(file));
  expect(uploadKeyOf({ ...file, lastModified: 1_764_000_000_001 })).not.toBe(uploadKeyOf(file));
});

test('no letter of a file name breaks the key', () => {
  expect(uploadKeyOf({ ...file, name: 'a/b c?d&é.tar' })).toMatch(/^[A-Za-z0-9_.-]{8,100}$/);
  expect(uploadKeyOf({ ...file, name: 'x'.repeat(300) })).toMatch(/^[A-Za-z0-9_.-]{8,100}$/);
});
