import { Alert, Button, FileInput, Group, List, Modal, Stack, Table, Text } from '@mantine/core';
import { machineAdd } from '@netberth/api';
import { useState } from 'react';
import { BulkOutcome } from '../../bulk/bulk-outcome.tsx';
import { useBulk } from '../../bulk/use-bulk.ts';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { readMachineCsv } from './machine-csv.ts';
import type { CsvReading, NewMachine } from './machine-csv.ts';

const shownProblems = 12;

/** A file is read and checked here, all of it, before the first machine is added. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [reading, setReading] = useState<CsvReading>({ machines: [], problems: [] });
  const bulk = useBulk((machine: NewMachine) => ask(machineAdd, machine));
  const { machines, problems } = reading;
  const isReady = machines.length > 0 && problems.length === 0;
  const read = async (file: File | null) =>
    setReading(file === null ? { machines: [], problems: [] } : readMachineCsv(await file.text()));
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={texts.csv.title}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <Stack>
        <FileInput
          label={texts.csv.choose}
          description={texts.csv.hint}
          accept=".csv,text/csv"
          onChange={(file) => void read(file)}
        />
        <CsvProblems problems={problems} />
        {isReady && <CsvPreview machines={machines} />}
        <BulkOutcome bulk={bulk} all={machines.length} nameOf={nameOf} />
        <Group justify="flex-end">
          <Button variant="default" onClick={bulk.isRunning ? bulk.stop : onClose}>
            {bulk.isRunning ? texts.bulk.stop : bulk.isDone ? texts.close : texts.cancel}
          </Button>
          {!bulk.isDone && (
            <Button disabled={!isReady} loading={bulk.isRunning} onClick={() => bulk.start(machines)}>
              {texts.csv.submit(machines.length)}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function CsvProblems({ problems }: Pick<CsvReading, 'problems'>) {
  if (problems.length === 0) return null;
  return (
    <Alert color="red" variant="outline" role="alert" title={texts.csv.problems(problems.length)}>
      <List size="sm">
        {problems.slice(0, shownProblems).map(({ line, what }) => (
          <List.Item key={line}>{texts.csv.line(line, what)}</List.Item>
        ))}
      </List>
      {problems.length > shownProblems && texts.bulk.more(problems.length - shownProblems)}
    </Alert>
  );
}

const { columns } = texts.machines;

function CsvPreview({ machines }: Pick<CsvReading, 'machines'>) {
  return (
    <>
      <Text>{texts.csv.willAdd(machines.length)}</Text>
      <Table.ScrollContainer minWidth={500}>
        <Table
          captionSide="top"
          data={{
            caption: texts.csv.preview,
            head: [columns.hostname, columns.macs, columns.serial, columns.address],
            body: machines
              .slice(0, 5)
              .map(({ hostname, macs, serial, address }) => [
                hostname,
                (macs ?? []).join(' '),
                serial,
                address,
              ]),
          }}
        />
      </Table.ScrollContainer>
    </>
  );
}

function nameOf({ hostname, macs, serial, uuid }: NewMachine): string {
  return hostname ?? macs?.[0] ?? serial ?? uuid ?? '';
}
