import type { Config } from './config.ts';
import { listenText } from './listen-address.ts';
import { crossCheckSignIn } from './sign-in-config.ts';

/** What is wrong between settings that are right each for itself. */
export function crossCheck(config: Config): readonly string[] {
  return [...crossCheckPlanes(config), ...crossCheckSignIn(config.signIn)];
}

function crossCheckPlanes({ bootListen, adminListen }: Config): readonly string[] {
  const isSamePlace = bootListen.port === adminListen.port && bootListen.host === adminListen.host;
  if (!isSamePlace || bootListen.port === 0) return [];
  return [
    `bootListen and adminListen: both are ${listenText(bootListen)}; wanted: two places, so that machines cannot reach console and API`,
  ];
}
