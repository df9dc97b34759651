import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { PageHead } from '../../parts/page-head.tsx';
import { ProposalsPanel } from '../../proposals/proposals-panel.tsx';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { AddMachine } from './add-machine.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ExportButton } from './export-button.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { MachineFilter } from './machine-filter.ts';
import { MachineTable } from './machine-table.tsx';
import { emptySelection } from './selection.ts';
import { useMachinePages } from './use-machine-pages.ts';

// The reader of CSV is not needed to look at machines.
const ImportDialog = lazy(() =>
  import('./import-dialog.tsx').then(({ ImportDialog }) => ({ default: ImportDialog })),
);

export function MachinesPage() {
  const filter = useSearch({ from: '/machines' });
  const navigate = useNavigate({ from: '/machines' });
  const [selection, setSelection] = useState(emptySelection);
  const [dialog, setDialog] = useState<'import' | 'add'>();
  const [mayGrant, mayHold, mayWrite] = [
    useMay('machine:grant'),
    useMay('machine:hold'),
    useMay('machine:write'),
  ];
  const mayBulk = mayGrant || mayHold || mayWrite;
  const { total, hasMore } = useMachinePages(filter, 0, 0);
  const setFilter = (next: MachineFilter) => void navigate({ search: next, replace: true });
  return (
    <>
      <PageHead title={texts.machines.title}>
        {mayWrite && (
          <>
            <Button size="xs" variant="default" onClick={() => setDialog('add')}>
              {texts.machines.add}
            </Button>
            <Button size="xs" variant="default" onClick={() => setDialog('import')}>
              {texts.machines.importCsv}
            </Button>
          </>
        )}
        <ExportButton />
      </PageHead>
      <Stack>
        <ProposalsPanel />
        <FilterBar filter={filter} onChange={setFilter} />
      </Stack>
      <Group mih={36} mb="xs" justify="space-between">
        <Text size="sm" role="status">
          {total === undefined ? (
            texts.loading
          ) : total === 0 ? (
            <NoMachines filter={filter} />
          ) : (
            texts.machines.count(total, hasMore)
          )}
        </Text>
        {mayBulk && (
          <BulkBar filter={filter} total={total ?? 0} selection={selection} onSelect={setSelection} />
        )}
      </Group>
      <MachineTable
        key={JSON.stringify(filter)}
        filter={filter}
        total={total ?? 0}
        selection={selection}
        onSelect={mayBulk ? setSelection : undefined}
        onSort={(sort) => setFilter({ ...filter, sort })}
      />
      {hasMore && total !== undefined && (
        <Text size="sm" mt="xs">
          {texts.machines.beyond(total)}
        </Text>
      )}
      <Suspense fallback={null}>
        {dialog === 'import' && <ImportDialog onClose={() => setDialog(undefined)} />}
      </Suspense>
      {dialog === 'add' && <AddMachine onClose={() => setDialog(undefined)} />}
    </>
  );
}

function NoMachines({ filter: { state, label, fact, search } }: { readonly filter: MachineFilter }) {
  const isFiltered = [state, label, fact, search].some((value) => value !== undefined);
  if (isFiltered) return texts.machines.noneMatches;
  return (
    <>
      {texts.machines.none}{' '}
      <Anchor component={Link} to="/start" size="sm">
        {texts.machines.howToBegin}
      </Anchor>
    </>
  );
}
