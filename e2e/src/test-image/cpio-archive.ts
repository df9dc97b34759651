export type CpioEntry = {
  readonly name: string;
  readonly content: Uint8Array;
  /** POSIX mode with type bits: 0o100755 an executable file, 0o040755 a directory, 0o120777 a link. */
  readonly mode: number;
};

/**
 * An archive in the kernel's initramfs format ("newc", Documentation/driver-api/early-userspace/buffer-format.rst).
 * Owner root, time zero: the same entries give the same bytes.
 */
export function cpioArchive(entries: readonly CpioEntry[]): Buffer {
  const trailer: CpioEntry = { name: 'TRAILER!!!', content: new Uint8Array(), mode: 0 };
  const parts = [...entries, trailer].flatMap((entry, index) => [
    header(entry, index + 1),
    padding(110 + Buffer.byteLength(entry.name) + 1),
    entry.content,
    padding(entry.content.length),
  ]);
  return Buffer.concat(parts);
}

function header(entry: CpioEntry, inode: number): Buffer {
  const nameSize = Buffer.byteLength(entry.name) + 1;
  const [uid, gid, links, modified, major, minor, deviceMajor, deviceMinor, check] = [
    0, 0, 1, 0, 0, 0, 0, 0, 0,
  ];
  const fields = [inode, entry.mode, uid, gid, links, modified, entry.content.length];
  const rest = [major, minor, deviceMajor, deviceMinor, nameSize, check];
  const hex = [...fields, ...rest].map((value) => value.toString(16).padStart(8, '0')).join('');
  return Buffer.from(`070701${hex}${entry.name}\0`);
}

function padding(length: number): Buffer {
  return Buffer.alloc((4 - (length % 4)) % 4);
}
