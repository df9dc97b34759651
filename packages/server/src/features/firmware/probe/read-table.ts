import { pointerAt, textAt } from './memory-image.ts';
import type { MemoryImage } from './memory-image.ts';

/**
 * iPXE's linker puts all entries of a kind beside each other (src/include/ipxe/tables.h): commands, URI schemes,
 * features. An entry is `words` pointers; the first leads to its name, the others to functions.
 * @returns the names of the longest such table that holds `landmark`; none: there is no such table
 */
export function readTable(image: MemoryImage, words: number, landmark: string): readonly string[] {
  const step = image.pointerBytes;
  const width = words * step;
  const nameAt = (address: number) => entryName(image, address, words);
  let longest: readonly string[] = [];
  for (let address = 0; address + width <= image.bytes.length; address += step) {
    if (nameAt(address) !== landmark) continue;
    let first = address;
    while (nameAt(first - width) !== null) first -= width;
    const names: string[] = [];
    for (let each = first, name = nameAt(each); name !== null; each += width, name = nameAt(each))
      names.push(name);
    if (names.length > longest.length) longest = names;
  }
  return longest;
}

function entryName(image: MemoryImage, address: number, words: number): string | null {
  for (let word = 1; word < words; word += 1)
    if (pointerAt(image, address + word * image.pointerBytes) === null) return null;
  const name = pointerAt(image, address);
  return name === null ? null : textAt(image, name);
}
