import { createHash } from 'node:crypto';

/** KIWI's checksum file: MD5 of the uncompressed image, then its size as blocks times block size. */
export function kiwiChecksum(image: Uint8Array): string {
  const blockSize = largestBlockSize(image.length);
  return `${createHash('md5').update(image).digest('hex')} ${image.length / blockSize} ${blockSize}\n`;
}

/** KIWI multiplies the size's prime factors, smallest first, while the product stays under 65464. */
function largestBlockSize(size: number): number {
  let blockSize = 1;
  let rest = size;
  for (let factor = 2; rest > 1 && blockSize * factor <= 65_464; factor += 1) {
    while (rest % factor === 0 && blockSize * factor <= 65_464) {
      blockSize *= factor;
      rest /= factor;
    }
  }
  return blockSize;
}
