import { mediaRevoke } from '@netberth/api';
import type { Medium } from '@netberth/api';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Moment } from '../parts/moment.tsx';
import { RowTable } from '../parts/row-table.tsx';
import { SmallButton } from '../parts/small-button.tsx';
import { ask } from '../server/ask.ts';
import { queryClient } from '../server/query-client.ts';
import { useMay } from '../server/session.ts';
import { texts } from '../texts/texts.ts';

const words = texts.media;

type Props = {
  readonly media: readonly Medium[];
  /** Of one machine, on its own page: which machine is clear. */
  readonly isOfOne?: boolean;
};

/** The media that the server keeps: not their URLs, which nobody knows any more. */
export function MediaTable({ media, isOfOne = false }: Props) {
  const mayRevoke = useMay('media:create');
  const [revoked, setRevoked] = useState<Medium>();
  const titles = [words.id, words.machine, words.network, words.format, words.made, words.change];
  const rows = media.map((medium) => {
    const { id, machineId, ip, format, firmware, createdBy, createdAt } = medium;
    const cells = [
      id,
      <Link key="machine" className="nb-link" to="/machines/$machine" params={{ machine: String(machineId) }}>
        {texts.machines.name(machineId, null)}
      </Link>,
      ip.length === 0 ? words.dhcp : ip.join(' '),
      `${words.formats[format]}: ${firmware.map((name) => words.firmwares[name]).join(', ')}`,
      <span key="made">
        <Moment at={createdAt} />, {createdBy}
      </span>,
      mayRevoke && <SmallButton key="revoke" label={words.revoke(id)} onClick={() => setRevoked(medium)} />,
    ];
    return { key: id, cells: isOfOne ? cells.toSpliced(1, 1) : cells };
  });
  return (
    <>
      <RowTable
        head={isOfOne ? titles.toSpliced(1, 1) : titles}
        none={isOfOne ? words.noneOfOne : words.none}
        minWidth={isOfOne ? 400 : 600}
        rows={rows}
      />
      {revoked !== undefined && (
        <ConfirmDialog
          title={words.revoke(revoked.id)}
          action={words.revoke(revoked.id)}
          onConfirm={async () => {
            await ask(mediaRevoke, { id: revoked.id });
            await queryClient.invalidateQueries({ queryKey: ['media'] });
          }}
          onClose={() => setRevoked(undefined)}
        >
          {words.willRevoke(texts.machines.name(revoked.machineId, null))}
        </ConfirmDialog>
      )}
    </>
  );
}
