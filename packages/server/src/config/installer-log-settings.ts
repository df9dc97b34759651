import { z } from 'zod';
import { listenAddressSchema } from './listen-address.ts';
import type { Setting } from './setting.ts';

/** What installers say of their work. */
export const installerLogSettings = {
  'logs.syslog': {
    schema: z.union([z.literal('off').transform(() => null), listenAddressSchema]),
    preset: 'off',
    group: 'Machines reach',
    help: 'where installers may send their syslog, by UDP and TCP; those that a saved choice starts are told to; off',
    placeholder: 'ADDR:PORT',
    wanted: 'off, or ADDR:PORT like [::]:514',
  },
} as const satisfies Readonly<Record<string, Setting>>;
