import { errors } from '../errors.ts';
import { download } from '../images/download.ts';
import { findImage, freeImage } from '../images/image-list.ts';
import { sayFailure } from '../screen/say.ts';
import { atOnce } from './at-once.ts';
import type { Command } from '../machine.ts';
import { badInteger, integerOption, readInteger } from './option-values.ts';

/** iPXE has as many colours, and as many pairs of them (src/core/ansicol.c). */
const colourCount = 8;

/** `colour`, `cpair`: colours are not part of a screen's text; only what cannot be defined matters. */
export const colour = atOnce((machine, invocation) => {
  const index = readInteger(machine, invocation.args[0] ?? '');
  const numbers = [
    index,
    integerOption(machine, invocation, 'basic', 0),
    integerOption(machine, invocation, 'rgb', 0),
    integerOption(machine, invocation, 'foreground', 0),
    integerOption(machine, invocation, 'background', 0),
  ];
  if (index === null || numbers.includes(null)) return badInteger;
  if (index < colourCount) return 0;
  return invocation.name === 'colour'
    ? sayFailure(machine, 'Could not define colour', errors.badColour)
    : sayFailure(machine, 'Could not define colour pair', errors.badColourPair);
});

/** `console --picture URL` downloads the picture and forgets it; the text stays where it is. */
export const setConsole: Command = function* (machine, invocation) {
  for (const name of ['x', 'y', 'left', 'right', 'top', 'bottom', 'depth'])
    if (integerOption(machine, invocation, name, 0) === null) return badInteger;
  const picture = invocation.options.get('picture');
  if (picture === undefined) return 0;
  const known = findImage(machine, picture);
  const got = known === null ? yield* download(machine, picture) : ({ kind: 'image', image: known } as const);
  if (got.kind === 'failed') return got.status;
  if (!invocation.options.has('keep')) freeImage(machine, got.image);
  return ['PNG', 'unseen'].includes(got.image.type?.name ?? '') ? 0 : errors.notPicture;
};

/** `cpuid`: has the processor this feature? */
export const cpuid = atOnce((machine, { options, args }) => {
  const bit = readInteger(machine, args[0] ?? '');
  if (bit === null) return badInteger;
  const level = options.has('ext') || options.has('amd') ? 'ext' : 'std';
  const register = options.has('ecx') ? 'ecx' : 'edx';
  return machine.cpuFeatures.has(`${level}:${register}:${bit}`) ? 0 : errors.cpuLacks;
});
