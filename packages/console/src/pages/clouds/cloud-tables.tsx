import type { OutputOf, openstackCloud } from '@netberth/api';
import { Link } from '@tanstack/react-router';
import { sizeText } from '../../format/size-text.ts';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { texts } from '../../texts/texts.ts';

type Shown = OutputOf<typeof openstackCloud>;
const words = texts.clouds;

export function CloudServers({ servers }: Pick<Shown, 'servers'>) {
  const rows = servers.map(({ id, name, machine, status, addresses, createdAt }) => ({
    key: id,
    cells: [
      <ServerName key="name" name={name} machine={machine} />,
      status,
      addresses.join(' '),
      <Moment key="made" at={createdAt} />,
    ],
  }));
  return (
    <Panel title={words.servers}>
      <RowTable
        head={[texts.machines.columns.hostname, words.status, words.addresses, words.made]}
        rows={rows}
        none={words.noServers}
      />
    </Panel>
  );
}

/** Leads to its machine; one that says none has the name of its machine. */
function ServerName({ name, machine }: Pick<Shown['servers'][number], 'name' | 'machine'>) {
  const link = { className: 'nb-link', title: words.machineOf(name), children: name };
  return machine === null ? (
    <Link to="/machines" search={{ search: name }} {...link} />
  ) : (
    <Link to="/machines/$machine" params={{ machine: String(machine) }} {...link} />
  );
}

export function CloudImages({ images }: Pick<Shown, 'images'>) {
  const rows = images.map(({ id, name, kind, status, sizeBytes, createdAt }) => ({
    key: id,
    cells: [
      name,
      words.kinds[kind] ?? kind,
      status,
      sizeBytes === null ? '' : sizeText(sizeBytes),
      <Moment key="made" at={createdAt} />,
    ],
  }));
  return (
    <Panel title={words.images}>
      <RowTable
        head={[texts.machines.columns.hostname, words.kind, words.status, words.size, words.made]}
        rows={rows}
        none={words.noImages}
      />
    </Panel>
  );
}

export function CloudNetworks({ networks }: Pick<Shown, 'networks'>) {
  const rows = networks.map(({ id, name, mtu }) => ({ key: id, cells: [name, mtu ?? ''] }));
  return (
    <Panel title={words.networks}>
      <RowTable
        head={[texts.machines.columns.hostname, words.mtu]}
        rows={rows}
        none={words.noNetworks}
        minWidth={300}
      />
    </Panel>
  );
}
