import { localVerb, type LocalVerb } from '../local-verb.ts';
import { liveBuild, liveGrub, liveKexec } from './live-definitions.ts';
import { liveBuildText } from './live-texts.ts';

const textItself = ({ text }: { readonly text: string }) => text;

export const liveVerbs: readonly LocalVerb[] = [
  localVerb(
    liveBuild,
    async (input, surroundings) => (await import('./build-live.ts')).buildLive(input, surroundings),
    liveBuildText,
  ),
  localVerb(
    liveGrub,
    async (input) => (await import('./print-starters.ts')).printGrubEntry(input),
    textItself,
  ),
  localVerb(
    liveKexec,
    async (input) => (await import('./print-starters.ts')).printKexecScript(input),
    textItself,
  ),
];
