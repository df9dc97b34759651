import { architectures, firmwares, type Architecture, type Firmware } from '@netberth/catalogue';
import type { ToldPlatform } from '../boot/candidate-platforms.ts';
import { textOf, type Query } from './query-text.ts';

const otherNames: Readonly<Record<string, Architecture>> = {
  amd64: 'x86_64',
  aarch64: 'arm64',
  i686: 'i386',
  x86: 'i386',
};

/** What a request tells of the machine's platform; what nobody knows is left out. */
export function parsePlatform(query: Query): ToldPlatform {
  return {
    platform: textOf(query, 'platform'),
    buildarch: textOf(query, 'buildarch'),
    firmware: firmwareOf(textOf(query, 'firmware')),
    arch: archOf(textOf(query, 'arch')),
  };
}

export function firmwareOf(text: string | undefined): Firmware | undefined {
  return firmwares.find((firmware) => firmware === text);
}

/** `x86_64`, also `amd64`. */
export function archOf(text: string | undefined): Architecture | undefined {
  return architectures.find((arch) => arch === text) ?? otherNames[text ?? ''];
}
