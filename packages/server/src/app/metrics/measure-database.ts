import { Contended, Disconnected, UniqueViolation, UnknownOutcome } from '../../database/work.ts';
import type { Database } from '../../database/work.ts';
import type { Counters } from './counters.ts';

/** The same database, with its works counted and timed, from when they are handed over to their answer. */
export function measureDatabase(database: Database, counters: Counters): Database {
  const seconds = {
    read: counters.workSeconds.of({ kind: 'read' }),
    write: counters.workSeconds.of({ kind: 'write' }),
  };
  const done = {
    read: counters.works.of({ kind: 'read', outcome: 'done' }),
    write: counters.works.of({ kind: 'write', outcome: 'done' }),
  };
  const measure = async <Result>(kind: 'read' | 'write', run: () => Promise<Result>): Promise<Result> => {
    const beganMs = performance.now();
    counters.worksUnderWay += 1;
    try {
      const result = await run();
      done[kind].value += 1;
      return result;
    } catch (error) {
      counters.works.add({ kind, outcome: outcomeOf(error) });
      throw error;
    } finally {
      counters.worksUnderWay -= 1;
      seconds[kind].observe((performance.now() - beganMs) / 1000);
    }
  };
  return {
    read: (work) => measure('read', () => database.read(work)),
    write: (work) => measure('write', () => database.write(work)),
    writeTogether: (work) => measure('write', () => database.writeTogether(work)),
    forgetErased: () => database.forgetErased(),
    close: () => database.close(),
  };
}

/** A refusal of a command is thrown through its work: that is what the work was for. */
function outcomeOf(error: unknown): string {
  if (error instanceof Contended) return 'contended';
  if (error instanceof Disconnected) return 'disconnected';
  if (error instanceof UnknownOutcome) return 'unknown';
  if (error instanceof UniqueViolation) return 'refused';
  return error instanceof Error && error.name === 'CommandRefused' ? 'refused' : 'failed';
}
