import { Badge, Group, Text } from '@mantine/core';
import type { Machine, machineSorts } from '@netberth/api';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Moment } from '../../parts/moment.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { texts } from '../../texts/texts.ts';
import { bootsNext } from './boots-next.ts';
import { machineName } from '../../format/machine-name.ts';

export type Column = {
  readonly title: string;
  /** For `grid-template-columns`. */
  readonly width: string;
  readonly sort?: (typeof machineSorts)[number];
  readonly cell: (machine: Machine) => ReactNode;
};

const { columns: titles } = texts.machines;

export const columns: readonly Column[] = [
  { title: titles.id, width: '3.5rem', sort: 'id', cell: ({ id }) => id },
  {
    title: titles.hostname,
    width: 'minmax(7rem, 2fr)',
    sort: 'hostname',
    cell: (machine) => (
      <Link className="nb-link" to="/machines/$machine" params={{ machine: String(machine.id) }}>
        {machineName(machine)}
      </Link>
    ),
  },
  {
    title: titles.state,
    width: '7rem',
    sort: 'state',
    cell: (machine) => (
      <span title={howFar(machine)}>
        <StateBadge state={machine.state} />
        {machine.downloadTurn !== null && (
          <Text span size="xs" c="dimmed">
            {' '}
            {texts.machine.turnShort(machine.downloadTurn)}
          </Text>
        )}
      </span>
    ),
  },
  { title: titles.next, width: 'minmax(7rem, 1.5fr)', cell: bootsNext },
  {
    title: titles.macs,
    width: '10rem',
    cell: ({ macs }) => <span className="nb-mono">{firstOf(macs)}</span>,
  },
  {
    title: titles.serial,
    width: 'minmax(6rem, 1fr)',
    cell: ({ serial }) => <span className="nb-mono">{serial}</span>,
  },
  {
    title: titles.address,
    width: 'minmax(7rem, 1fr)',
    sort: 'address',
    cell: ({ address, lastAddress }) => <span className="nb-mono">{address ?? lastAddress}</span>,
  },
  { title: titles.seen, width: '5.5rem', cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} /> },
  { title: titles.labels, width: 'minmax(8rem, 3fr)', cell: ({ labels }) => <Labels labels={labels} /> },
];

function howFar({ installProgress, downloadTurn }: Machine): string {
  if (downloadTurn !== null) return texts.machine.turnOf(downloadTurn);
  return installProgress === null ? '' : texts.machine.stages[installProgress.stage];
}

function Labels({ labels }: Pick<Machine, 'labels'>) {
  return (
    <Group gap={4} wrap="nowrap">
      {Object.entries(labels).map(([name, value]) => (
        <Badge
          key={name}
          variant="default"
          size="xs"
          tt="none"
          fw={400}
          title={texts.machines.onlyLabel(`${name}=${value}`)}
          renderRoot={(props) => (
            <Link {...props} to="/machines" search={(before) => ({ ...before, label: `${name}=${value}` })} />
          )}
        >
          {name}={value}
        </Badge>
      ))}
    </Group>
  );
}

function firstOf([first, ...more]: readonly string[]): string {
  return more.length === 0 ? (first ?? '') : `${first ?? ''} +${more.length}`;
}
