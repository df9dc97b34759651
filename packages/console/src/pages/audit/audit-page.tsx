import { Alert, Button, Code, List, Stack, Table, Text } from '@mantine/core';
import { auditList, auditVerify } from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { exactTime } from '../../format/relative-time.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.audit;
const recordsPerPage = 100;
type AuditRecord = OutputOf<typeof auditList>['records'][number];

export function AuditPage() {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) =>
      ask(
        auditList,
        { newestFirst: true, limit: recordsPerPage, ...(pageParam > 0 && { after: pageParam }) },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  });
  const verify = useMutation({ mutationFn: () => ask(auditVerify, {}) });
  const records = data?.pages.flatMap((page) => page.records) ?? [];
  return (
    <>
      <PageHead title={words.title}>
        <Button size="xs" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
          {words.verify}
        </Button>
      </PageHead>
      <Stack align="stretch">
        <Problem error={error ?? verify.error} />
        {verify.data !== undefined && <Verdict {...verify.data} />}
        {data !== undefined && records.length === 0 && <Text>{words.none}</Text>}
        {records.length > 0 && <Records records={records} />}
        {hasNextPage && (
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.older}
          </Button>
        )}
      </Stack>
    </>
  );
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

function Records({ records }: { readonly records: readonly AuditRecord[] }) {
  return (
    <Table.ScrollContainer minWidth={700}>
      <Table
        data={{
          head: [words.when, words.who, words.origin, words.what, words.target, words.reason, words.more],
          body: records.map((record) => [
            exactTime(record.at),
            record.actor,
            record.origin,
            record.command,
            record.target,
            record.reason,
            <Details key="details" record={record} />,
          ]),
        }}
      />
    </Table.ScrollContainer>
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
