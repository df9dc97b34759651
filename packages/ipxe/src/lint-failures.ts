import { commandLines } from './command-lines.ts';
import { viewCommands } from './command-view.ts';
import { finding, type Finding } from './finding.ts';
import type { Script } from './script.ts';

const risky = new Set([
  ...['boot', 'chain', 'imgexec', 'imgfetch', 'imgload', 'imgselect', 'initrd', 'kernel', 'module'],
  ...['sanboot', 'sanhook', 'imgverify'],
]);

/** Commands that fetch or start something and whose failure ends the script, since no `||` follows. */
export function lintFailures(script: Script): Finding[] {
  return commandLines(script)
    .flatMap(viewCommands)
    .filter((command) => risky.has(command.name) && !command.isHandled)
    .map((command) => {
      const message = `nobody handles a failure of "${command.name}": without "||" after it the script ends there`;
      return finding('unhandled-failure', 'warning', message, command.position);
    });
}
