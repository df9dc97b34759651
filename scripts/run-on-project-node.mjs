import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { projectNode } from './paths.mjs';

const forwardedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
// On Ctrl-C under npm the signal arrives twice within milliseconds: from the terminal and from npm.
const sameSignalMs = 1_000;
const parentPollMs = 500;

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
  const forward = (signal) => {
    const now = performance.now();
    if (now - (lastAt.get(signal) ?? -Infinity) < sameSignalMs) return;
    lastAt.set(signal, now);
    child.kill(signal);
  };
  for (const signal of forwardedSignals) process.on(signal, forward);
  endWithNpm(() => forward('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/** `kill -9` of the npm that runs this script must not leave a server behind that nobody knows of. */
function endWithNpm(end) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const poll = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(poll);
    end();
  }, parentPollMs);
  poll.unref();
}
