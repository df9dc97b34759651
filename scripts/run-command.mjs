import { spawn } from 'node:child_process';

/** Runs a command to its end on this terminal. Returns its exit code; 127 when it cannot be started. */
export function runCommand(command, commandArguments, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, commandArguments, { stdio: 'inherit', ...options });
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
