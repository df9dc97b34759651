import { Contended, Disconnected, UniqueViolation, UnknownOutcome } from '../../database/work.ts';
import type { Database } from '../../database/work.ts';
import type { Counters } from './counters.ts';

/** The same database, with its works counted and timed, from when they are handed over to their answer. */
export function measureDatabase(database: Database, counters: Counters): Database {
  const measure = async <Result>(kind: 'read' | 'write', run: () => Promise<Result>): Promise<Result> => {
    const beganMs = performance.now();
    counters.worksUnderWay += 1;
    let outcome = 'done';
    try {
      return await run();
    } catch (error) {
      outcome = outcomeOf(error);
      throw error;
    } finally {
      counters.worksUnderWay -= 1;
      counters.works.add({ kind, outcome });
      counters.workSeconds.observe({ kind }, (performance.now() - beganMs) / 1000);
    }
  };
  return {
    read: (work) => measure('read', () => database.read(work)),
    write: (work) => measure('write', () => database.write(work)),
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
