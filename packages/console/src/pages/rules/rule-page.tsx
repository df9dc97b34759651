import { Paper, Stack, Text } from '@mantine/core';
import { ruleShow, ruleTry } from '@netberth/api';
import type { OutputOf, Rule, RuleFinding } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Moment } from '../../parts/moment.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { Terms } from '../../parts/terms.tsx';
import type { Row } from '../../parts/terms.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { doesText } from './does-text.ts';
import { RuleActions } from './rule-actions.tsx';

const words = texts.rules;
const refreshMs = 5000;
const shown = 200;
type Trial = OutputOf<typeof ruleTry>['trial'];

/** One rule: what it says, who meets it now, and what it has found. */
export function RulePage() {
  const { rule: name } = useParams({ from: '/rules/$rule' });
  const found = useQuery({
    queryKey: ['rules', name],
    queryFn: ({ signal }) => ask(ruleShow, { name, limit: shown }, signal),
    refetchInterval: refreshMs,
  });
  const tried = useQuery({
    queryKey: ['rules', name, 'trial'],
    queryFn: ({ signal }) => ask(ruleTry, { name }, signal),
  });
  const { data } = found;
  return (
    <>
      <PageHead title={name}>
        {data !== undefined && tried.data !== undefined && (
          <RuleActions rule={data.rule} trial={tried.data.trial} />
        )}
      </PageHead>
      <Stack align="stretch">
        <Problem error={found.error ?? tried.error} />
        {data === undefined && found.error === null && <Waiting />}
        {data !== undefined && (
          <Paper withBorder p="md">
            <Terms rows={termsOf(data.rule)} />
          </Paper>
        )}
        {tried.data !== undefined && <TrialPanel {...tried.data.trial} />}
        {data !== undefined && <FindingsPanel {...data} />}
      </Stack>
    </>
  );
}

function termsOf(rule: Rule): Row[] {
  const { mode, order, match, grant, grantedThisHour, changedBy } = rule;
  return [
    [words.mode, words.modes[mode]],
    [words.match, match.join(', ')],
    [words.does, doesText(rule)],
    ...(grant === null
      ? []
      : [[words.grantedThisHour, words.grantedOf(grantedThisHour, grant.maxGrants)] as const]),
    [words.order, String(order)],
    [words.by, changedBy],
  ];
}

function TrialPanel(trial: Trial) {
  const rows = trial.machines.map(({ machine, hostname, would, why }) => ({
    key: machine,
    cells: [machineLink(machine, hostname), would.join('; ') || words.nothing, why ?? ''],
  }));
  return (
    <Panel title={words.trial}>
      {trial.matching > 0 && <Text size="sm">{words.summary(trial)}.</Text>}
      {trial.matching > rows.length && <Text size="sm">{words.firstOf(rows.length, trial.matching)}</Text>}
      <RowTable head={[words.machine, words.would, words.left]} rows={rows} none={words.noneMeets} />
    </Panel>
  );
}

function FindingsPanel({ rule, findings }: OutputOf<typeof ruleShow>) {
  const head = [words.machine, words.when, rule.mode === 'learn' ? words.would : words.did, words.refused];
  const rows = findings.map((finding) => ({ key: finding.machine, cells: cellsOf(finding) }));
  return (
    <Panel title={words.findings[rule.mode]}>
      {rule.found > rows.length && <Text size="sm">{words.firstOf(rows.length, rule.found)}</Text>}
      <RowTable head={head} rows={rows} none={words.noFindings} />
    </Panel>
  );
}

function cellsOf({ machine, hostname, at, did, refused }: RuleFinding) {
  return [
    machineLink(machine, hostname),
    <Moment key="when" at={at} />,
    did.join('; ') || words.nothing,
    refused.join('; '),
  ];
}

function machineLink(machine: number, hostname: string | null) {
  return (
    <Link key="machine" className="nb-link" to="/machines/$machine" params={{ machine: String(machine) }}>
      {hostname ?? machine}
    </Link>
  );
}
