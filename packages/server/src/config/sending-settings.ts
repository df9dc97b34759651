import { z } from 'zod';
import { byteSizeSchema } from './byte-size.ts';
import { linkSpeedSchema } from './link-speed.ts';
import type { Setting } from './setting.ts';

/** How boot files leave this server. Of each server its own: links differ. */
export const sendingSettings = {
  imageCacheBytes: {
    schema: byteSizeSchema,
    preset: '512MiB',
    group: 'Running',
    help: 'memory for boot files that are asked for again and again',
    placeholder: 'SIZE',
    wanted: 'a size like 512MiB, 1GiB or a number of bytes',
  },
  linkSpeed: {
    schema: linkSpeedSchema,
    preset: '',
    group: 'Running',
    help: 'what the network of this server carries, like 10Gbit: as many machines fetch images at once as that is enough for, the others wait in iPXE and see their place; empty: all at once',
    placeholder: 'SPEED',
    wanted: 'a speed like 10Gbit, 1Gbit or 100Mbit, or nothing',
  },
  accelRedirect: {
    schema: z.string('is not a path').regex(/^(\/[A-Za-z0-9_-]+\/)?$/, 'is not the path of one folder'),
    preset: '',
    group: 'Running',
    help: 'the internal location by which nginx in front has the folder images: one of trustedProxies that asks by X-Sendfile-Type then sends boot files itself; empty: never',
    placeholder: 'PATH',
    wanted: 'a path like /netberth-images/, or nothing',
  },
} as const satisfies Readonly<Record<string, Setting>>;
