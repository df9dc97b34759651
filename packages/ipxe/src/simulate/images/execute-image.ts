import { notExecutable } from '../errors.ts';
import { Halt } from '../halt.ts';
import type { Machine } from '../machine.ts';
import type { Run } from '../run.ts';
import { runScript } from '../run-script.ts';
import type { BootFile } from '../simulation.ts';
import type { Image } from './image.ts';
import { freeImage } from './image-list.ts';

/**
 * Run an image as image_exec() of src/core/image.c does. A script comes back with its status, and then whatever
 * `--replace` put in its place runs; a kernel does not come back.
 */
export function* executeImage(machine: Machine, first: Image): Run<number> {
  let image: Image | null = first;
  let status = 0;
  while (image !== null) {
    const outerUrl = machine.workingUrl;
    machine.workingUrl = image.url;
    status = yield* start(machine, image);
    machine.workingUrl = outerUrl;
    if (image.isFreedAfterUse) freeImage(machine, image);
    const { replacement }: Image = image;
    image.replacement = null;
    image = replacement;
  }
  return status;
}

function* start(machine: Machine, image: Image): Run<number> {
  switch (image.type?.runs ?? 'nothing') {
    case 'script':
      return yield* runHidden(machine, image);
    case 'kernel':
    case 'unseen':
      throw new Halt({
        kind: 'boot',
        type: image.type?.name ?? '',
        kernel: bootFile(image),
        initrds: initrdsOf(machine, image),
      });
    case 'program':
      return leaveToProgram(image);
    case 'nothing':
      return notExecutable(machine);
  }
}

function* runHidden(machine: Machine, image: Image): Run<number> {
  const place = machine.images.indexOf(image);
  freeImage(machine, image);
  const status = yield* runScript(machine, image);
  if (place !== -1 && !image.isFreedAfterUse) machine.images.push(image);
  return status;
}

// Boot programs (pxelinux.0, undionly.kpxe) end in 8 bytes of machine code at the least; text in front of us is none.
function leaveToProgram(image: Image): never {
  const looksLikeText = /^[\t\n\r\x20-\x7e]{1,64}/.test(String.fromCharCode(...image.bytes.subarray(0, 64)));
  if (looksLikeText)
    throw new Halt({
      kind: 'hang',
      why: `"${image.name}" is no script: BIOS iPXE runs the text as a PXE program, and the machine hangs`,
    });
  throw new Halt({ kind: 'boot', type: 'PXE-NBP', kernel: bootFile(image), initrds: [] });
}

/** Every other image in memory, also scripts that were chained without `--autofree` and came back. */
function initrdsOf(machine: Machine, kernel: Image): readonly BootFile[] {
  return machine.images.filter((image) => image !== kernel).map(bootFile);
}

function bootFile(image: Image): BootFile {
  return {
    name: image.name,
    url: image.url,
    arguments: image.arguments ?? '',
    sizeBytes: image.sizeBytes,
  };
}
