import { errors, notExecutable } from '../errors.ts';
import type { Image } from '../images/image.ts';
import { download } from '../images/download.ts';
import { executeImage } from '../images/execute-image.ts';
import { findImage, freeImage, imageLine } from '../images/image-list.ts';
import type { Machine, Command } from '../machine.ts';
import type { Run } from '../run.ts';
import { say, sayFailure } from '../screen/say.ts';
import { atOnce } from './at-once.ts';
import { badInteger, timeoutOption } from './option-values.ts';
import type { Invocation } from './invocation.ts';

type Action = (machine: Machine, image: Image, invocation: Invocation) => Run<number>;

/**
 * The commands that take one image: find or download it, name it, give it arguments, then act on it
 * (imgsingle_exec() of src/hci/commands/image_cmd.c).
 */
function imageCommand(kind: {
  readonly alwaysDownloads: boolean;
  readonly clearsArguments?: boolean;
  readonly verb: string;
  readonly act: Action;
}): Command {
  return function* (machine, invocation) {
    if (timeoutOption(machine, invocation) === null) return badInteger;
    const [reference, ...rest] = invocation.args;
    const image = yield* acquire(machine, reference, kind.alwaysDownloads);
    if (typeof image === 'number') return image;
    if (kind.clearsArguments === true) image.arguments = null;
    image.name = invocation.options.get('name') ?? image.name;
    if (rest.length > 0) image.arguments = rest.join(' ');
    if (invocation.options.has('autofree')) image.isFreedAfterUse = true;
    const status = yield* kind.act(machine, image, invocation);
    return status === 0 ? 0 : sayFailure(machine, `Could not ${kind.verb}`, status);
  };
}

function* acquire(
  machine: Machine,
  reference: string | undefined,
  alwaysDownloads: boolean,
): Run<Image | number> {
  if (reference === undefined) {
    const selected = machine.images.find(({ isSelected }) => isSelected);
    if (selected === undefined) say(machine, 'No image selected');
    // The command then gives what was left over from reading its options: success.
    return selected ?? 0;
  }
  const known = alwaysDownloads ? null : findImage(machine, reference);
  if (known !== null) return known;
  const downloaded = yield* download(machine, reference);
  return downloaded.kind === 'image' ? downloaded.image : downloaded.status;
}

function* nothing(): Run<number> {
  return 0;
}

function* select(machine: Machine, image: Image): Run<number> {
  for (const each of machine.images) each.isSelected = false;
  if (image.type === null || image.type.runs === 'nothing') return notExecutable(machine);
  image.isSelected = true;
  return 0;
}

function* execute(machine: Machine, image: Image, { options }: Invocation): Run<number> {
  if (!options.has('replace')) return yield* executeImage(machine, image);
  if (machine.script === null) return errors.notReplaceable;
  if (image.type === null || image.type.runs === 'nothing') return notExecutable(machine);
  machine.script.image.replacement = image;
  machine.stop = 'script';
  return 0;
}

export const fetchImage = imageCommand({ alwaysDownloads: true, verb: 'fetch', act: nothing });
export const selectImage = imageCommand({ alwaysDownloads: false, verb: 'select', act: select });
export const bootImage = imageCommand({ alwaysDownloads: false, verb: 'boot', act: execute });
export const setArguments = imageCommand({
  alwaysDownloads: false,
  clearsArguments: true,
  verb: 'set',
  act: nothing,
});

function eachImage(act: (machine: Machine, image: Image) => void): Command {
  return atOnce((machine, { args }) => {
    if (args.length === 0) for (const image of [...machine.images]) act(machine, image);
    for (const name of args) {
      const image = findImage(machine, name);
      if (image === null) {
        say(machine, `"${name}": no such image`);
        return errors.noImage;
      }
      act(machine, image);
    }
    return 0;
  });
}

export const listImages = eachImage((machine, image) => say(machine, imageLine(image)));
export const freeImages = eachImage(freeImage);
