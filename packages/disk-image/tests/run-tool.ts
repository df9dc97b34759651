import { spawnSync } from 'node:child_process';

/** Runs a program to its end and returns all that it printed. Throws it when the program fails. */
export function runTool(program: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    input,
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
  });
  if (error !== undefined) throw error;
  const printed = `${stdout}${stderr}`;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: exit code ${status}\n${printed}`);
  return printed;
}
