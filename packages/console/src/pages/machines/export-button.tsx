import { Button } from '@mantine/core';
import { machineExport } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useMutation } from '@tanstack/react-query';
import { saveFile } from '../../parts/save-file.ts';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';

export function ExportButton() {
  const run = useMutation({ mutationFn: exportCsv });
  return (
    <Button size="xs" variant="default" loading={run.isPending} onClick={() => run.mutate()}>
      {texts.machines.exportCsv}
    </Button>
  );
}

async function exportCsv(): Promise<void> {
  const machines: Machine[] = [];
  let after: number | null = 0;
  while (after !== null) {
    const page: { machines: Machine[]; next: number | null } = await ask(machineExport, {
      after,
      limit: 1000,
    });
    machines.push(...page.machines);
    after = page.next;
  }
  const { writeMachineCsv } = await import('./write-machine-csv.ts');
  saveFile('machines.csv', 'text/csv', writeMachineCsv(machines));
}
