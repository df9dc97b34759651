import { memoryModules } from '@netberth/catalogue';

/** The size of each memory module, see `parseRam`. */
export const moduleSettings: readonly string[] = Array.from(
  { length: memoryModules },
  (_, module) => `smbios/${module}.17.12.2:hexraw`,
);

/** How much memory this machine has, for a URL of this server. */
export const ramQuery = `ram=${moduleSettings.map((name) => `\${${name}}`).join('.')}`;
