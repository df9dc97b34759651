import { errors } from './errors.ts';
import { Halt } from './halt.ts';
import type { Image } from './images/image.ts';
import { deepestScript } from './limits.ts';
import type { Machine, RunningScript } from './machine.ts';
import type { Run } from './run.ts';
import { runLine, takeStop } from './run-line.ts';
import { scriptLines } from './script-lines.ts';

/** Run a script to its end, or to its first line that fails. Gives the status of its last line. */
export function* runScript(machine: Machine, image: Image): Run<number> {
  const outer = machine.script;
  const depth = outer === null ? 0 : outer.depth + 1;
  if (depth > deepestScript)
    throw new Halt({
      kind: 'hang',
      why: `more than ${deepestScript} scripts inside one another: iPXE runs out of stack`,
    });
  const { lines, isOpen } = scriptLines(image.bytes);
  const running = { image, lines, next: 0, depth };
  machine.script = running;
  const status = yield* runLines(machine, running, isOpen ? errors.openContinuation : 0);
  machine.script = outer;
  return status;
}

/** `atEnd` is what a script comes to whose lines all worked. */
function* runLines(machine: Machine, running: RunningScript, atEnd: number): Run<number> {
  for (;;) {
    const line = running.lines[running.next];
    if (line === undefined) return atEnd;
    running.next += 1;
    const status = yield* runLine(machine, line.command, line.number);
    if (takeStop(machine, 'script') || status !== 0) return status;
  }
}
