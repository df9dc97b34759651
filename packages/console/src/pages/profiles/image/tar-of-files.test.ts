import { expect, test } from 'vitest';
import { tarHeader, tarOfFiles } from './tar-of-files.ts';

const textOf = (bytes: Uint8Array | undefined) =>
  new TextDecoder().decode(bytes).replaceAll('\0', ' ').trimEnd();

test('a file stands behind its header, filled up to whole blocks, and two empty blocks end the tar', async () => {
  const tar = tarOfFiles([{ path: 'boot/vmlinuz', content: new Blob(['k'.repeat(513)]) }]);
  expect(tar.size).toBe(512 + 1024 + 1024);
  const bytes = new Uint8Array(await tar.arrayBuffer());
  expect(textOf(bytes.slice(0, 512)).replaceAll(/ +/g, ' ')).toBe(
    'boot/vmlinuz 0000644 0000000 0000000 00000001001 00000000000 010327 0 ustar 00',
  );
  expect(textOf(bytes.slice(512, 1536))).toBe('k'.repeat(513));
});

test('what a header has no room for stands before it: names over 100 letters, sizes from 8 GiB', () => {
  const long = `${'x'.repeat(60)}/${'y'.repeat(80)}`;
  expect(textOf(tarHeader(long, 1)[1])).toBe(`151 path=${long}`);
  expect(textOf(tarHeader('disk.img', 2 ** 33)[1])).toBe('19 size=8589934592');
  expect(tarHeader('disk.img', 2 ** 33 - 1)).toHaveLength(1);
});
