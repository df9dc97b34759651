import type { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';
import type { CommandInput } from '../command-line/read-input.ts';
import type { View } from '../output/view.ts';
import { menuCheck, menuRender, menuSpecs } from './menu-definitions.ts';
import { menuSimulate } from './simulate/simulate-definition.ts';
import { storyText } from './simulate/story-text.ts';
import { menuCheckText, menuRenderText, menuSpecsText } from './menu-texts.ts';

/** A verb that runs in this process: what it does, and how a person sees what came of it. */
export type LocalCommand = {
  readonly name: string;
  run(input: CommandInput): Promise<unknown>;
  text(output: unknown, view: View): string;
};

function localCommand<Input extends z.ZodObject, Output extends z.ZodType>(
  definition: LocalDefinition<Input, Output>,
  run: (input: z.output<Input>) => Promise<z.output<Output>>,
  text: (output: z.output<Output>, view: View) => string,
): LocalCommand {
  return {
    name: definition.name,
    run: (input) => run(definition.input.parse(input)),
    text: (output, view) => text(definition.output.parse(output), view),
  };
}

/** What these verbs import is large, so it is loaded when one of them runs. */
const localCommands: readonly LocalCommand[] = [
  localCommand(menuSpecs, async (input) => (await import('./list-specs.ts')).listSpecs(input), menuSpecsText),
  localCommand(menuCheck, async (input) => (await import('./check-menu.ts')).checkMenu(input), menuCheckText),
  localCommand(
    menuRender,
    async (input) => (await import('./render-menu.ts')).renderMenu(input),
    menuRenderText,
  ),
  localCommand(
    menuSimulate,
    async (input) => (await import('./simulate/simulate-script.ts')).simulateScript(input),
    storyText,
  ),
];

/** The verb of this name that needs no server, if it is one. */
export function localCommandOf(name: string): LocalCommand | undefined {
  return localCommands.find((command) => command.name === name);
}
