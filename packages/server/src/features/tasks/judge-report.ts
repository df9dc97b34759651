import type { TaskReport, WipedDisk } from '@netberth/api';
import { sizeText } from '../../platform/size-text.ts';

/** What a report comes to: a sentence for each thing that was done, and why the task has failed; null: it has not. */
export type Judgement = { readonly lines: readonly string[]; readonly failure: string | null };

/** Done is only what was read back, or came out as it should. Pure. */
export function judgeReport(report: TaskReport): Judgement {
  switch (report.task) {
    case 'discover':
      return { lines: ['what it is made of is known'], failure: null };
    case 'wipe':
      return judgeWipe(report);
    case 'test':
      return judgeTest(report);
    case 'rescue': {
      const at = report.addresses.map((address) => `ssh root@${address}`).join(', ') || 'it has no address';
      return { lines: [`${at} (host key ${report.hostKey})`], failure: null };
    }
  }
}

function judgeWipe({ disks, missing }: Extract<TaskReport, { task: 'wipe' }>): Judgement {
  const faults = [
    ...missing.map((disk) => `it has no disk ${disk}`),
    ...disks.filter((disk) => !isErased(disk)).map((disk) => `${disk.name} is not erased: ${whyNot(disk)}`),
    ...(disks.length === 0 && missing.length === 0 ? ['it has no disk of its own'] : []),
  ];
  return { lines: disks.map(diskLine), failure: faults.join('; ') || null };
}

function isErased({ method, sampledBlocks, filledBlocks }: WipedDisk): boolean {
  return method !== null && sampledBlocks > 0 && filledBlocks === 0;
}

function whyNot({ refused, filledBlocks, sampledBlocks }: WipedDisk): string {
  return (
    refused.join(', ') ||
    (sampledBlocks === 0 ? 'nothing was read back' : `${filledBlocks} blocks hold something`)
  );
}

function diskLine(disk: WipedDisk): string {
  const { name, model, serial, bytes, method, refused, sampledBlocks, filledBlocks, seconds } = disk;
  const own = [model, serial && `serial ${serial}`, bytes === null ? null : sizeText(bytes)].filter(Boolean);
  const found =
    filledBlocks === 0 && sampledBlocks > 0
      ? `${sampledBlocks} blocks read back, nothing in them`
      : `${filledBlocks} of ${sampledBlocks} blocks read back hold something`;
  const before = refused.length === 0 ? '' : ` (before that ${refused.join(', ')})`;
  return `${name} (${own.join(', ')}): ${method ?? 'nothing'} in ${seconds} s, ${found}${before}`;
}

function judgeTest({ results }: Extract<TaskReport, { task: 'test' }>): Judgement {
  const failed = results.filter(({ passed }) => !passed);
  return {
    lines: results.map(({ name, passed, text }) => `${name}: ${passed ? 'passed' : 'FAILED'}, ${text}`),
    failure:
      results.length === 0
        ? 'nothing was tested'
        : failed.map(({ name, text }) => `${name}: ${text}`).join('; ') || null,
  };
}
