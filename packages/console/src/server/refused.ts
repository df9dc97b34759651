import { problemSchema } from '@netberth/api';
import type { Problem } from '@netberth/api';

/** The server said no, and why: `problem.detail` is a sentence for people. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? `The server answered ${status} and no more.`);
    this.status = status;
    this.problem = problem;
  }
}

export async function refusedBy(response: Response): Promise<Refused> {
  const isProblem = /\bproblem\+json\b/.test(response.headers.get('content-type') ?? '');
  const parsed = isProblem ? problemSchema.safeParse(await response.json()) : null;
  return new Refused(response.status, parsed?.success ? parsed.data : null);
}
