import type { Feature } from './capability-set.ts';
import { commandLines } from './command-lines.ts';
import { viewCommands } from './command-view.ts';
import { finding, type Finding } from './finding.ts';
import type { LintTarget } from './lint-target.ts';
import type { Script } from './script.ts';

const fetchers = new Set([
  ...['boot', 'chain', 'imgexec', 'imgfetch', 'imgload', 'imgselect', 'initrd', 'kernel', 'module'],
  ...['imgverify', 'imgextract', 'shim'],
]);
const protocols: ReadonlyMap<string, Feature> = new Map([
  ['http', 'http'],
  ['https', 'https'],
  ['tftp', 'tftp'],
  ['ftp', 'ftp'],
  ['nfs', 'nfs'],
  ['file', 'file'],
]);

/** URLs whose protocol the target was built without. */
export function lintProtocols(script: Script, target: LintTarget): Finding[] {
  return commandLines(script)
    .flatMap(viewCommands)
    .filter((command) => fetchers.has(command.name))
    .flatMap((command) => {
      const url = command.args[0];
      const scheme = /^([a-z]+):/.exec(url?.text ?? '')?.[1] ?? '';
      const feature = protocols.get(scheme);
      if (feature === undefined || target[target.platform].features.has(feature)) return [];
      const message = `"${scheme}:" is not built into ${target.title} on ${target.platform}`;
      return [
        finding('unavailable-protocol', command.isHandled ? 'warning' : 'error', message, url?.position),
      ];
    });
}
