import { expect, test } from 'vitest';
import { Contended, Disconnected } from '../../database/work.ts';
import { Counters } from './counters.ts';
import { tellJobError } from './tell-job-error.ts';

test('a job that failed is logged and counted; one that gave way to machines that boot is not a failure', () => {
  const counters = new Counters();
  const said: string[] = [];
  const log = {
    error: (_: unknown, text: string) => said.push(text),
    info: (text: string) => said.push(text),
  };
  const tell = tellJobError(counters, log as unknown as Parameters<typeof tellJobError>[1]);
  tell(new Contended('could not serialize access'));
  expect(counters.failedJobs.rows()).toEqual([]);
  tell(new Disconnected('ECONNREFUSED'));
  expect(counters.failedJobs.rows()).toEqual([{ labels: {}, value: 1 }]);
  expect(said).toEqual(['a job gave way to others, and is run again', 'a job failed']);
});
