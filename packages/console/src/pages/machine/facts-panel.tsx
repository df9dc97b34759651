import { List, Stack, Text, Title } from '@mantine/core';
import { machineFacts } from '@netberth/api';
import type { Facts, Machine } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { sizeText } from '../../format/size-text.ts';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { Terms } from '../../parts/terms.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.facts;
const refreshMs = 15_000;

/** What the discover image found of a machine, and what has changed since. */
export function FactsPanel({ machine: { id } }: { readonly machine: Machine }) {
  const { data, error } = useQuery({
    queryKey: ['machines', 'facts', id],
    queryFn: ({ signal }) => ask(machineFacts, { machine: String(id), history: true }, signal),
    refetchInterval: refreshMs,
  });
  const newest = data?.newest;
  return (
    <Panel title={words.title}>
      <Problem error={error} />
      {data === undefined && error === null && <Waiting />}
      {newest === null && <Text size="sm">{words.none}</Text>}
      {newest && (
        <Stack>
          <FactsTerms facts={newest.facts} seenAt={newest.seenAt} />
          <DiskTable facts={newest.facts} />
          <NicTable facts={newest.facts} />
          <Changes history={data?.history ?? []} />
        </Stack>
      )}
    </Panel>
  );
}

function FactsTerms({ facts, seenAt }: { readonly facts: Facts; readonly seenAt: string }) {
  const { system, firmware, bmc, cpu, memoryBytes, pci } = facts;
  return (
    <Terms
      rows={[
        [words.seen, <Moment key="seen" at={seenAt} />],
        [words.system, wordsOf(system.vendor, system.product)],
        [words.serial, system.serial],
        [words.firmware, wordsOf(firmware.kind?.toUpperCase() ?? null, firmware.version)],
        [words.bmc, bmc.address],
        [words.cpu, wordsOf(cpu.model, `(${words.cpuCounts(cpu.sockets, cpu.cores, cpu.threads)})`)],
        [words.memory, memoryBytes === null ? null : sizeText(memoryBytes)],
        [words.pci, words.pciDevices(pci.length)],
      ]}
    />
  );
}

function DiskTable({ facts: { disks } }: { readonly facts: Facts }) {
  const rows = disks.map(({ name, bytes, transport, rotational, model, serial }) => ({
    key: name,
    cells: [
      name,
      bytes === null ? null : sizeText(bytes),
      wordsOf(transport, rotational === true ? words.turning : null),
      model,
      serial,
    ],
  }));
  return <RowTable head={words.disks} rows={rows} none={words.noDisks} minWidth={400} />;
}

function NicTable({ facts: { nics } }: { readonly facts: Facts }) {
  const rows = nics.map(({ name, mac, link, speedMbps, lldp }) => ({
    key: mac,
    cells: [
      name,
      mac,
      link === true ? words.up(speedMbps) : words.down,
      lldp?.systemName ?? lldp?.chassisId,
      lldp?.portId,
    ],
  }));
  return <RowTable head={words.nics} rows={rows} none={words.noNics} minWidth={400} />;
}

type Change = { readonly at: string; readonly differences: readonly string[] };

function Changes({ history }: { readonly history: readonly Change[] }) {
  const changes = history.flatMap(({ at, differences }) => differences.map((text) => ({ at, text })));
  return (
    <div>
      <Title order={3} size="h5" mb="xs">
        {words.changes}
      </Title>
      {changes.length === 0 ? (
        <Text size="sm">{words.noChanges}</Text>
      ) : (
        <List size="sm">
          {changes.map(({ at, text }) => (
            <List.Item key={`${at} ${text}`}>
              {text} (<Moment at={at} />)
            </List.Item>
          ))}
        </List>
      )}
    </div>
  );
}

function wordsOf(...parts: readonly (string | null)[]): string | null {
  return parts.filter(Boolean).join(' ') || null;
}
