import { Alert, Button, Code, List, Paper, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { auditList, auditVerify } from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { exactTime } from '../../format/relative-time.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { AuditFilterBar, filterInput, noAuditFilter } from './audit-filter-bar.tsx';
import type { AuditFilter } from './audit-filter-bar.tsx';
import { exportAudit } from './export-audit.ts';

const words = texts.audit;
const typingMs = 250;
const recordsPerPage = 100;
type AuditRecord = OutputOf<typeof auditList>['records'][number];

export function AuditPage() {
  const [filter, setFilter] = useState<AuditFilter>(noAuditFilter);
  const [asked] = useDebouncedValue(filter, typingMs);
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit', asked],
    queryFn: ({ pageParam, signal }) =>
      ask(
        auditList,
        {
          ...{ newestFirst: true, limit: recordsPerPage, ...filterInput(asked) },
          ...(pageParam > 0 && { after: pageParam }),
        },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  });
  const verify = useMutation({ mutationFn: () => ask(auditVerify, {}) });
  const exported = useMutation({ mutationFn: exportAudit });
  const records = data?.pages.flatMap((page) => page.records) ?? [];
  const isFiltered = Object.keys(filterInput(asked)).length > 0;
  return (
    <>
      <PageHead title={words.title}>
        <Button size="xs" variant="default" loading={exported.isPending} onClick={() => exported.mutate()}>
          {words.export}
        </Button>
        <Button size="xs" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
          {words.verify}
        </Button>
      </PageHead>
      <Stack align="stretch">
        <AuditFilterBar filter={filter} onChange={setFilter} />
        <Problem error={error ?? verify.error ?? exported.error} />
        {verify.data !== undefined && <Verdict {...verify.data} />}
        {data !== undefined && (
          <Paper withBorder p="xs">
            <RowTable
              head={[words.when, words.who, words.origin, words.what, words.target, words.reason, words.more]}
              none={isFiltered ? words.noneMatches : words.none}
              minWidth={700}
              rows={records.map((record) => ({ key: record.id, cells: cellsOf(record) }))}
            />
          </Paper>
        )}
        {hasNextPage && (
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.older}
          </Button>
        )}
      </Stack>
    </>
  );
}

function cellsOf(record: AuditRecord) {
  const { at, actor, origin, command, target, reason } = record;
  return [exactTime(at), actor, origin, command, target, reason, <Details key="details" record={record} />];
}

function Verdict({ ok, records, problems }: OutputOf<typeof auditVerify>) {
  return (
    <Alert
      role="status"
      variant="outline"
      color={ok ? 'green' : 'red'}
      title={ok ? words.verified(records) : words.broken(problems.length)}
    >
      <List size="sm">
        {problems.map((problem) => (
          <List.Item key={problem}>{problem}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Details({ record }: { readonly record: AuditRecord }) {
  return (
    <details>
      <summary aria-label={words.details(record.id)}>…</summary>
      <Text size="xs">{words.before}</Text>
      <Code block className="nb-script">
        {JSON.stringify(record.before, null, 1)}
      </Code>
      <Text size="xs">{words.after}</Text>
      <Code block className="nb-script">
        {JSON.stringify(record.after, null, 1)}
      </Code>
    </details>
  );
}
