import { localCommand, type LocalCommand } from '../local-command.ts';
import { liveBuild, liveGrub, liveKexec } from './live-definitions.ts';
import { liveBuildText } from './live-texts.ts';

const textItself = ({ text }: { readonly text: string }) => text;

export const liveVerbs: readonly LocalCommand[] = [
  localCommand(
    liveBuild,
    async (input, surroundings) => (await import('./build-live.ts')).buildLive(input, surroundings),
    liveBuildText,
  ),
  localCommand(
    liveGrub,
    async (input) => (await import('./print-starters.ts')).printGrubEntry(input),
    textItself,
  ),
  localCommand(
    liveKexec,
    async (input) => (await import('./print-starters.ts')).printKexecScript(input),
    textItself,
  ),
];
