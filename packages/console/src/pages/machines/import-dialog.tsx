import { Alert, Button, FileInput, Group, Modal, Stack, Text } from '@mantine/core';
import { machineAdd } from '@netberth/api';
import { useState } from 'react';
import { BulkOutcome } from '../../bulk/bulk-outcome.tsx';
import { useBulk } from '../../bulk/use-bulk.ts';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { CsvPreview } from './csv-preview.tsx';
import { noReading, readMachineCsv } from './read-machine-csv.ts';
import type { CsvRow } from './read-machine-csv.ts';

const words = texts.csv;

/** A file is read and checked here, all of it, before the first machine is added. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [reading, setReading] = useState(noReading);
  const bulk = useBulk(({ machine }: CsvRow) => ask(machineAdd, machine));
  const { rows, problem } = reading;
  const faulty = rows.filter(({ faults }) => faults.length > 0).length;
  const isReady = rows.length > 0 && faulty === 0;
  const refusals = new Map(bulk.progress.refused.map(({ item, why }) => [item.line, why]));
  const read = async (file: File | null) =>
    setReading(file === null ? noReading : readMachineCsv(await file.text()));
  return (
    <Modal
      opened
      onClose={onClose}
      size="80rem"
      title={words.title}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <Stack>
        {!bulk.isDone && (
          <FileInput
            label={words.choose}
            description={words.hint}
            accept=".csv,text/csv"
            onChange={(file) => void read(file)}
          />
        )}
        {problem !== null && (
          <Alert color="red" variant="outline" role="alert" title={words.unreadable}>
            {words.line(problem.line, problem.what)}
          </Alert>
        )}
        {faulty > 0 && (
          <Alert color="red" variant="outline" role="alert" title={words.problems(faulty)}>
            {words.mend}
          </Alert>
        )}
        {isReady && !bulk.isDone && <Text>{words.willAdd(rows.length)}</Text>}
        <BulkOutcome bulk={bulk} all={rows.length} nameOf={nameOf} />
        {rows.length > 0 && <CsvPreview reading={reading} refusals={refusals} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={bulk.isRunning ? bulk.stop : onClose}>
            {bulk.isRunning ? texts.bulk.stop : bulk.isDone ? texts.close : texts.cancel}
          </Button>
          {!bulk.isDone && (
            <Button disabled={!isReady} loading={bulk.isRunning} onClick={() => bulk.start(rows)}>
              {words.submit(rows.length)}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function nameOf({ machine: { hostname, macs, serial, uuid } }: CsvRow): string {
  return hostname ?? macs?.[0] ?? serial ?? uuid ?? '';
}
