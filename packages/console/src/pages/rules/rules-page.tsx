import { Button, Paper, Stack, Text } from '@mantine/core';
import { ruleList } from '@netberth/api';
import type { Rule } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { ask } from '../../server/ask.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { doesText } from './does-text.ts';
import { RuleDialog } from './rule-dialog.tsx';

const words = texts.rules;
/** Machines come when they do. */
const refreshMs = 10_000;

/** What becomes of machines that meet conditions, in the order in which the rules count. */
export function RulesPage() {
  const mayWrite = useMay('rules:write');
  const [isCreating, setCreating] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['rules'],
    queryFn: ({ signal }) => ask(ruleList, {}, signal),
    refetchInterval: refreshMs,
  });
  const head = [words.name, words.mode, words.order, words.match, words.does, words.found];
  const rows = (data?.rules ?? []).map((rule) => ({ key: rule.name, cells: cellsOf(rule) }));
  return (
    <>
      <PageHead title={words.title}>
        {mayWrite && (
          <Button size="xs" onClick={() => setCreating(true)}>
            {words.create}
          </Button>
        )}
      </PageHead>
      <Stack align="stretch">
        <Text size="sm">{words.intro}</Text>
        <Problem error={error} />
        {data !== undefined && (
          <Paper withBorder p="xs">
            <RowTable head={head} rows={rows} none={words.none} />
          </Paper>
        )}
      </Stack>
      {isCreating && <RuleDialog onClose={() => setCreating(false)} />}
    </>
  );
}

function cellsOf(rule: Rule) {
  return [
    <Link key="name" className="nb-link" to="/rules/$rule" params={{ rule: rule.name }}>
      {rule.name}
    </Link>,
    words.modes[rule.mode],
    rule.order,
    rule.match.join(', '),
    doesText(rule),
    rule.found,
  ];
}
