import type { CommandHandler } from '../../commands/command-handler.ts';
import { withRevision } from '../../commands/revision.ts';
import { machineRevision } from '../provisioning/machine-revision.ts';
import type { RenderCheck } from '../provisioning/render-check.ts';
import { currentRevision } from './current-revision.ts';
import { mergeWith } from './merge-machines.ts';
import { split } from './split-machine.ts';

type Output = { readonly machine: Parameters<typeof machineRevision>[0] };

const revised = {
  of: ({ machine }: Output) => machineRevision(machine),
  current: currentRevision,
};

/** What a person does about machines that are one, and about one that is two. */
export function machineIdentityCommands(check: RenderCheck): readonly CommandHandler[] {
  return [withRevision(mergeWith(check), revised), withRevision(split, revised)];
}
