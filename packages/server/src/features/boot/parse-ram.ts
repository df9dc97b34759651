/**
 * `0010.0010..`: the sizes of the memory modules, each as SMBIOS has it (7.18.4, little-endian: MiB, KiB with the highest
 * bit, 0xffff not known, 0x7fff 32 GiB or more). null: not known, or there may be more modules than were asked for.
 */
export function parseRam(text: string): number | null {
  const modules = text.split('.');
  if (!modules.every((each) => /^([0-9a-f]{4})?$/i.test(each)) || modules.at(-1) !== '') return null;
  const words = modules
    .filter((each) => each !== '')
    .map((each) => Number.parseInt(each.slice(2) + each.slice(0, 2), 16));
  if (words.length === 0 || words.includes(0xff_ff)) return null;
  return words.reduce((sum, word) => sum + (word > 0x7f_ff ? (word - 0x80_00) / 1024 : word), 0);
}
