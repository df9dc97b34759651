import { commandLines } from './command-lines.ts';
import { viewCommands, type CommandView } from './command-view.ts';
import { finding, type Finding } from './finding.ts';
import { maxArguments } from './max-arguments.ts';
import type { Script } from './script.ts';

// COMMAND_LINE_SIZE of Linux on x86 and arm64 is 2048 with its closing NUL; the rest is cut off in silence.
const maxKernelCharacters = 2047;
const kernels = new Set(['kernel', 'imgselect', 'imgload', 'imgargs']);

/** Commands with more arguments than iPXE takes, kernel command lines longer than Linux reads. */
export function lintLength(script: Script): Finding[] {
  return commandLines(script).flatMap(viewCommands).flatMap(lintCommandLength);
}

function lintCommandLength(command: CommandView): Finding[] {
  const { name, args, position } = command;
  if (args.length > maxArguments) {
    const message = `"${name}" has ${args.length} arguments: iPXE takes ${maxArguments} at most`;
    return [finding('too-many-arguments', 'error', message, position)];
  }
  const characters = args
    .slice(1)
    .map((each) => each.text)
    .join(' ').length;
  if (!kernels.has(name) || characters <= maxKernelCharacters) return [];
  const message = `${characters} characters for the kernel: Linux reads ${maxKernelCharacters} at most`;
  return [finding('long-kernel-command-line', 'warning', message, position)];
}
