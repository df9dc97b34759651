import { z } from 'zod';

const count = z.int().nonnegative();
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
const lines = listOf(z.string());
const time = count.nullable();

const pause = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('menu'),
    title: z.string(),
    items: listOf(z.object({ label: z.string().nullable(), text: z.string(), key: z.string().nullable() })),
    selected: count,
    row: count,
    timeoutMs: time,
  }),
  z.object({ kind: z.literal('prompt'), text: z.string(), timeoutMs: time }),
  z.object({ kind: z.literal('read'), setting: z.string(), text: z.string() }),
  z.object({
    kind: z.literal('form'),
    title: z.string(),
    fields: listOf(z.object({ label: z.string(), value: z.string(), isFocused: z.boolean() })),
  }),
]);

const bootFile = z.object({ name: z.string(), url: z.string(), arguments: z.string(), sizeBytes: count });

const end = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('boot'), type: z.string(), kernel: bootFile, initrds: listOf(bootFile) }),
  z.object({ kind: z.literal('disk'), drive: count, filename: z.string().nullable() }),
  z.object({ kind: z.literal('san'), drive: count, urls: lines }),
  z.object({ kind: z.literal('exit') }),
  z.object({ kind: z.literal('error'), status: z.number(), text: z.string() }),
  z.object({ kind: z.literal('shell') }),
  z.object({ kind: z.literal('reboot'), isWarm: z.boolean(), toSetup: z.boolean() }),
  z.object({ kind: z.literal('poweroff') }),
  z.object({ kind: z.literal('waits'), pause }),
  z.object({ kind: z.literal('hang'), why: z.string() }),
  z.object({ kind: z.literal('loop'), commands: count }),
]);

/** A `Simulation` of @netberth/ipxe as JSON. */
export const simulationSchema = z.object({
  /** It comes to an end that somebody may have meant; not to an error, and not to none. */
  ok: z.boolean(),
  end,
  fetches: listOf(
    z.object({
      url: z.string(),
      step: z.int(),
      outcome: z.enum(['file', 'unseen', 'redirected', 'failed']),
      sizeBytes: count,
      form: listOf(z.object({ name: z.string(), value: z.string(), isHeader: z.boolean() })).optional(),
    }),
  ),
  pauses: listOf(z.object({ pause, screen: lines, pressed: lines, step: z.int() })),
  steps: listOf(
    z.object({
      script: z.string(),
      line: count,
      depth: count,
      command: z.string(),
      status: z.number(),
      printed: z.string(),
    }),
  ),
  settings: z.record(z.string(), z.string()),
  screen: lines,
  output: z.string(),
  cursor: z.object({ row: count, column: count }),
});

/** The same as a type, as texts for people take it. */
export type SimulationOutput = z.output<typeof simulationSchema>;
