/** `machine` is the processor of the PE header: 0x8664, 0xaa64. */
export type PeContent = {
  readonly machine: number;
  readonly commands: readonly string[];
  readonly texts: readonly string[];
};

const sectionOffset = 0x200;
/** Where the section is loaded; pointers count from the start of the image. */
const sectionAddress = 0x1000;

/** A UEFI program that no firmware could run, with a table of commands laid out as iPXE's linker does. */
export function makePe({ machine, commands, texts }: PeContent): Buffer {
  const names = Buffer.from(['', ...texts, ...commands, ''].join('\0'), 'latin1');
  const table = Buffer.alloc(commands.length * 16);
  const namesAddress = sectionAddress + table.length;
  for (const [index, command] of commands.entries()) {
    table.writeBigUInt64LE(BigInt(namesAddress + names.indexOf(`\0${command}\0`) + 1), index * 16);
    table.writeBigUInt64LE(BigInt(sectionAddress), index * 16 + 8);
  }
  const section = Buffer.concat([table, names, Buffer.alloc(64)]);
  return Buffer.concat([peHeader(machine, section.length), section]);
}

function peHeader(machine: number, sectionBytes: number): Buffer {
  const header = Buffer.alloc(sectionOffset);
  header.write('MZ', 0, 'latin1');
  header.writeUInt32LE(0x40, 0x3c);
  header.write('PE\0\0', 0x40, 'latin1');
  header.writeUInt16LE(machine, 0x44);
  header.writeUInt16LE(1, 0x46);
  header.writeUInt32LE(sectionBytes, 0x58 + 8);
  header.writeUInt32LE(sectionAddress, 0x58 + 12);
  header.writeUInt32LE(sectionBytes, 0x58 + 16);
  header.writeUInt32LE(sectionOffset, 0x58 + 20);
  return header;
}
