import type { z } from 'zod';
import type { GlobalFlags } from './command-line/global-flags.ts';
import type { LocalDefinition } from './command-line/local-definition.ts';
import type { CommandInput } from './command-line/read-input.ts';
import type { View } from './output/view.ts';
import type { Environment } from './server/read-server-config.ts';
import type { Terminal } from './terminal.ts';

/** Where a verb runs. */
export type Surroundings = {
  /** The data folder that is meant; it need not be there. */
  readonly data: string;
  readonly flags: GlobalFlags;
  readonly environment: Environment;
  readonly terminal: Terminal;
};

/** A verb that runs in this process: what it does, and how a person sees what came of it. */
export type LocalVerb = {
  readonly name: string;
  run(input: CommandInput, surroundings: Surroundings): Promise<unknown>;
  text(output: unknown, view: View): string;
};

export function localVerb<Input extends z.ZodObject, Output extends z.ZodType>(
  definition: LocalDefinition<Input, Output>,
  run: (input: z.output<Input>, surroundings: Surroundings) => Promise<z.output<Output>>,
  text: (output: z.output<Output>, view: View) => string,
): LocalVerb {
  return {
    name: definition.name,
    run: (input, surroundings) => run(definition.input.parse(input), surroundings),
    text: (output, view) => text(definition.output.parse(output), view),
  };
}
