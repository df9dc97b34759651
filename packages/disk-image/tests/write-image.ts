import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { problemText, readAt, type Plan, type PlanOutcome } from '../src/index.ts';

/** The plan, or an error that says what is wrong with the input. */
export function expectPlan(outcome: PlanOutcome): Plan {
  if (outcome.kind === 'planned') return outcome.plan;
  throw new Error(outcome.problems.map(problemText).join('\n'));
}

const chunkBytes = 4 * 1024 * 1024;

/** Writes an image to a file, with holes where the plan has nothing. */
export function writeImage(plan: Plan, path: string): void {
  const file = openSync(path, 'w');
  try {
    ftruncateSync(file, plan.sizeBytes);
    for (const { offsetBytes, sizeBytes, source } of plan.extents) {
      if (source.kind === 'reader') continue;
      for (let at = offsetBytes; at < offsetBytes + sizeBytes; at += chunkBytes) {
        const bytes = readAt(plan, at, Math.min(chunkBytes, offsetBytes + sizeBytes - at));
        writeSync(file, bytes, 0, bytes.length, at);
      }
    }
  } finally {
    closeSync(file);
  }
}
