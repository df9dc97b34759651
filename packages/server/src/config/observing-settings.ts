import { z } from 'zod';
import { keepSchema } from './duration-setting.ts';
import type { Setting } from './setting.ts';
import { switchSchema } from './switch-setting.ts';

const mostOrAll = (least: number) =>
  z.union(
    [
      z.literal('all').transform(() => Infinity),
      z
        .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
        .pipe(z.int().min(least).max(10_000_000)),
    ],
    `is neither all nor a number from ${least} to 10000000`,
  );

/** What is remembered and told of what has happened. */
export const observingSettings = {
  'history.keep': {
    schema: keepSchema,
    preset: 'forever',
    group: 'Running',
    help: 'how long boots and events are kept; the newest boots of a machine and those of a live grant stay',
    placeholder: 'TIME',
    wanted: 'forever, or a time like 400d or 104w, thirty days at least',
  },
  'history.bootsPerMachine': {
    schema: mostOrAll(20),
    preset: '1000',
    group: 'Running',
    help: 'how many boots of a machine are kept, the newest ones; those of no known machine are kept for thirty days',
    placeholder: 'N',
    wanted: 'all, or a whole number from 20 to 10000000',
  },
  'history.events': {
    schema: mostOrAll(1000),
    preset: '100000',
    group: 'Running',
    help: 'how many events are kept, the newest ones',
    placeholder: 'N',
    wanted: 'all, or a whole number from 1000 to 10000000',
  },
  logBoots: {
    schema: switchSchema,
    preset: 'false',
    group: 'Running',
    help: 'log every boot: a line of JSON when it is answered, and one when it has finished or failed',
    placeholder: '',
    wanted: 'true or false',
  },
  'tracing.url': {
    schema: z
      .string()
      .regex(/^(https?:\/\/\S+)?$/, 'is not a URL')
      .max(1000),
    preset: '',
    group: 'Running',
    help: 'where traces are sent to by OpenTelemetry (OTLP over HTTP), like http://127.0.0.1:4318/v1/traces; empty: none are made',
    placeholder: 'URL',
    wanted: 'an http:// or https:// URL',
    isSecret: true,
  },
} as const satisfies Readonly<Record<string, Setting>>;
