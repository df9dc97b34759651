import { endOption, readOptionList } from './option-list.ts';

/** An item of a PXE boot menu. */
export type PxeMenuItem = {
  /** What is asked for at port 4011; 0: the local disk. */
  readonly type: number;
  readonly title: string;
};

/** Tags within option 43 (PXE 2.1, table 2-1). */
const tag = { bootMenu: 9, bootItem: 71 } as const;

/** The first item of the boot menu in option 43, which a client takes where nobody is asked. Null: no menu. */
export function firstMenuItem(vendorOptions: Buffer | undefined): PxeMenuItem | null {
  const menu = readOptionList(vendorOptions ?? Buffer.alloc(0)).get(tag.bootMenu);
  if (menu === undefined || menu.length < 3) return null;
  return { type: menu.readUInt16BE(0), title: menu.toString('latin1', 3, 3 + (menu[2] ?? 0)) };
}

/** Option 43 of the question for this item, in its first layer. */
export function askForMenuItem({ type }: PxeMenuItem): Buffer {
  return Buffer.from([tag.bootItem, 4, type >> 8, type & 0xff, 0, 0, endOption]);
}
