import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, rm, stat, truncate } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { z } from 'zod';
import { Failure } from '../failure.ts';
import type { ImageAsked } from './create-medium.ts';
import type { mediaCreate } from './media-definitions.ts';

type Created = z.output<typeof mediaCreate.output>;
const run = promisify(execFile);

/** What `qemu-img` calls a form, and how it is wanted; `null`: the image as it is. */
const forms: Readonly<Record<string, readonly [string, string] | null>> = {
  '.raw': null,
  '.qcow2': ['qcow2', 'compat=1.1'],
  // Azure and old Hyper-V take only the fixed form, and only what says its size exactly.
  '.vhd': ['vpc', 'subformat=fixed,force_size=on'],
  '.vhdx': ['vhdx', 'subformat=fixed'],
};

/**
 * Whether the name of the file is that of a virtual machine's disk; then a stick's image is made beside it and turned
 * into that form by `qemu-img`, and anything else is made as it is.
 */
export async function asVirtualDisk(
  asked: ImageAsked,
  make: (asked: ImageAsked) => Promise<Created>,
): Promise<Created> {
  const form = forms[extname(asked.output).toLowerCase()];
  if (form === undefined) return await make(asked);
  if (asked.format !== undefined && asked.format !== 'usb')
    throw new Failure(
      `"${asked.output}" is a disk: leave --format ${asked.format} out, or name another file`,
    );
  if (form === null) return await make({ ...asked, format: 'usb' });
  await demandQemuImg(asked.output);
  const image = `${asked.output}.${process.pid}.img`;
  try {
    const made = await make({ ...asked, format: 'usb', output: image });
    return { ...made, ...(await converted(image, form, asked.output)) };
  } finally {
    await rm(image, { force: true });
  }
}

async function demandQemuImg(output: string): Promise<void> {
  try {
    await run('qemu-img', ['--version']);
  } catch (cause) {
    const way = `install it (Debian: qemu-utils), or write a FILE.img here and convert that elsewhere`;
    throw new Failure(`"${output}" needs the program qemu-img, which cannot be run here: ${way}`, { cause });
  }
}

async function converted(image: string, [form, options]: readonly [string, string], output: string) {
  const draft = `${output}.${process.pid}.part`;
  try {
    // Azure takes only disks of whole mebibytes.
    await truncate(image, Math.ceil((await stat(image)).size / mib) * mib);
    await run('qemu-img', ['convert', '-f', 'raw', '-O', form, '-o', options, image, draft]);
    const hash = createHash('sha256');
    await pipeline(createReadStream(draft), hash);
    await rename(draft, output);
    return { file: resolve(output), sizeBytes: (await stat(output)).size, sha256: hash.digest('hex') };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(`Cannot write ${output}: ${why}`, { cause });
  } finally {
    await rm(draft, { force: true });
  }
}

const mib = 1024 * 1024;
