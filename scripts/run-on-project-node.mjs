import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { projectNode } from './paths.mjs';

const forwardedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
// On Ctrl-C under npm the signal arrives twice within milliseconds: from the terminal and from npm.
const sameSignalMs = 1_000;

/**
 * Runs a TypeScript file on Node 24 in the place of this process. Returns its exit code.
 *
 * The child has a process group of its own, so that each Ctrl-C reaches it exactly once, through us; a second
 * Ctrl-C later is passed on as well. It must not outlive us (`kill -9`, also of our group): the kernel sees to
 * that through setpriv(1). Where there is no setpriv, the child stays in our group.
 */
export function runOnProjectNode(...nodeArguments) {
  const mayLeaveGroup = spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0;
  const command = mayLeaveGroup
    ? ['setpriv', '--pdeathsig', 'KILL', projectNode, ...nodeArguments]
    : [projectNode, ...nodeArguments];
  const child = spawn(command[0], command.slice(1), { stdio: 'inherit', detached: mayLeaveGroup });
  const lastAt = new Map();
  for (const signal of forwardedSignals) {
    process.on(signal, () => {
      if (performance.now() - (lastAt.get(signal) ?? -Infinity) < sameSignalMs) return;
      lastAt.set(signal, performance.now());
      child.kill(signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
