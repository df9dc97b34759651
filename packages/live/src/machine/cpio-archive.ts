export type CpioEntry = {
  readonly name: string;
  /** POSIX mode with type bits: 0o100600 a file, 0o040700 a folder. */
  readonly mode: number;
  readonly content: string;
};

const encoder = new TextEncoder();

/**
 * An archive as the kernel takes it for an initramfs ("newc", Documentation/driver-api/early-userspace/buffer-format.rst). All
 * of it belongs to root and is of 1970: the same entries give the same bytes.
 * @returns a text: the archive is its UTF-8, which sizes and padding are counted in
 */
export function cpioArchive(entries: readonly CpioEntry[]): string {
  const all = [...entries, { name: 'TRAILER!!!', mode: 0, content: '' }];
  return all.map((entry, index) => entryText(entry, index + 1)).join('');
}

function entryText({ name, mode, content }: CpioEntry, inode: number): string {
  const text = content.toWellFormed();
  const [owner, group, links, modifiedAt, check] = [0, 0, 1, 0, 0];
  const devices = [0, 0, 0, 0];
  const numbers = [
    ...[inode, mode, owner, group, links, modifiedAt, bytesOf(text)],
    ...[...devices, bytesOf(name) + 1, check],
  ];
  const fields = numbers.map((number) => number.toString(16).padStart(8, '0')).join('');
  return `${padded(`070701${fields}${name}\0`)}${padded(text)}`;
}

function padded(text: string): string {
  return `${text}${'\0'.repeat((4 - (bytesOf(text) % 4)) % 4)}`;
}

function bytesOf(text: string): number {
  return encoder.encode(text).length;
}
