import type { Feature } from './capability-set.ts';
import { commandLines } from './command-lines.ts';
import { viewCommands, type CommandView } from './command-view.ts';
import { finding, type Finding } from './finding.ts';
import type { LintTarget } from './lint-target.ts';
import type { Script } from './script.ts';

const starters = new Set(['kernel', 'imgexec', 'imgselect', 'imgload', 'boot', 'chain']);

/** What the target cannot start: COM32 programs, the modules of multiboot, disks over HTTP. */
export function lintImages(script: Script, target: LintTarget): Finding[] {
  return commandLines(script)
    .flatMap(viewCommands)
    .flatMap((command) => {
      const image = imageOf(command);
      if (image === null || target[target.platform].features.has(image.feature)) return [];
      const message = `${image.what} cannot be started by ${target.title} on ${target.platform}`;
      const severity = command.isHandled ? 'warning' : 'error';
      return [finding('unavailable-image', severity, message, command.position)];
    });
}

function imageOf({ name, args }: CommandView): { readonly what: string; readonly feature: Feature } | null {
  const url = args[0]?.text ?? '';
  if (name === 'module') return { what: 'a module of multiboot', feature: 'multiboot' };
  if (name === 'sanboot' && /^https?:/.test(url))
    return { what: 'a disk over HTTP', feature: 'sanboot-http' };
  // iPXE looks into the file (src/arch/x86/image/com32.c); before it is fetched there is only its name.
  if (starters.has(name) && /\.c32(\?|$)/i.test(url)) return { what: 'a COM32 program', feature: 'comboot' };
  return null;
}
