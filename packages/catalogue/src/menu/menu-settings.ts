import { allLackSettings } from './lack-settings.ts';

/**
 * Settings of iPXE that the scripts of the static menu hand on to each other. All begin with `nb-`, which no setting of
 * iPXE does.
 */
export const sharedSettings: readonly string[] = [
  ...['nb-firmware', 'nb-arch', 'nb-wide', 'nb-extra', 'nb-console'],
  ...allLackSettings,
];

/** What the machine's network and keyboard put into a boot. */
export const bootSettings = ['nb-net', 'nb-host', 'nb-mirror', 'nb-extra', 'nb-console'] as const;
