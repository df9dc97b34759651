import type { FastifyBaseLogger } from 'fastify';
import { Contended } from '../../database/work.ts';
import type { Counters } from './counters.ts';

/**
 * What becomes of a job's error: it is logged and counted. One that gave way to machines is neither: its turn comes again
 * in seconds, and `netberth_database_works_total` counts it among the transactions.
 */
export function tellJobError(
  counters: Pick<Counters, 'failedJobs'>,
  log: Pick<FastifyBaseLogger, 'error' | 'info'>,
): (error: unknown) => void {
  return (error) => {
    if (error instanceof Contended) return log.info('a job gave way to others, and is run again');
    counters.failedJobs.add({});
    log.error(error, 'a job failed');
  };
}
